package org.clientele.loyalty.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.Money;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The rewards in {@code loyalty.reward}. */
@Component(service = Rewards.class)
public final class Rewards {
    private static final String SELECT =
            "select id, name, points, amount, currency, active, version from loyalty.reward";

    private final Transactions transactions;

    @Activate
    public Rewards(@Reference(target = "(schema=loyalty)") Transactions transactions) {
        this.transactions = transactions;
    }

    /** The cheapest first. */
    List<Reward> all() {
        return transactions.read(connection -> Sql.list(connection, SELECT + " order by points, id", Rewards::reward));
    }

    Optional<Reward> find(UUID id) {
        return transactions.read(connection -> Sql.first(connection, SELECT + " where id = ?", Rewards::reward, id));
    }

    Reward create(String name, long points, Money value, boolean active) {
        return transactions.sql(connection -> Sql.first(
                        connection,
                        """
                        insert into loyalty.reward (id, name, points, amount, currency, active) values (?, ?, ?, ?, ?, ?)
                        returning *""",
                        Rewards::reward,
                        Uuid7.next(),
                        name,
                        points,
                        value.amount(),
                        value.currency(),
                        active)
                .orElseThrow());
    }

    Reward change(UUID id, OptionalLong version, String name, long points, Money value, boolean active) {
        return transactions.sql(connection -> {
            Reward before = Sql.first(connection, SELECT + " where id = ? for update", Rewards::reward, id)
                    .orElseThrow(Rewards::notFound);
            if (version.isPresent() && version.getAsLong() != before.version()) {
                throw new Problem.Stale("The reward was changed meanwhile: read it again and repeat the change.");
            }
            return Sql.first(
                            connection,
                            """
                            update loyalty.reward set name = ?, points = ?, amount = ?, currency = ?, active = ?,
                                version = version + 1
                            where id = ? returning *""",
                            Rewards::reward,
                            name,
                            points,
                            value.amount(),
                            value.currency(),
                            active,
                            id)
                    .orElseThrow();
        });
    }

    static Problem.NotFound notFound() {
        return new Problem.NotFound("There is no such reward.");
    }

    private static Reward reward(ResultSet row) throws SQLException {
        return new Reward(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getLong("points"),
                new Money(row.getLong("amount"), row.getString("currency")),
                row.getBoolean("active"),
                row.getLong("version"));
    }
}
