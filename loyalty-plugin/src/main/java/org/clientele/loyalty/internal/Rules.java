package org.clientele.loyalty.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.clientele.rest.Json;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The rules in {@code loyalty.rule}. A change ends a revision and begins the next, so that the rules of any moment are known. */
@Component(service = Rules.class)
public final class Rules {
    private static final String VALID =
            "select id, revision, name, definition from loyalty.rule where valid_to is null";

    private final Transactions transactions;

    @Activate
    public Rules(@Reference(target = "(schema=loyalty)") Transactions transactions) {
        this.transactions = transactions;
    }

    /** @param version the revision */
    public record Named(UUID id, String name, Rule rule, long version) {}

    /** All that are valid now, oldest first. */
    List<Named> all() {
        return transactions.read(connection -> Sql.list(connection, VALID + " order by id", Rules::named));
    }

    Optional<Named> find(UUID id) {
        return transactions.read(connection -> Sql.first(connection, VALID + " and id = ?", Rules::named, id));
    }

    Named create(String name, Rule rule) {
        return transactions.sql(connection -> {
            UUID id = Uuid7.next();
            insert(connection, id, 1, name, rule);
            return new Named(id, name, rule, 1);
        });
    }

    Named change(UUID id, OptionalLong version, String name, Rule rule) {
        return transactions.sql(connection -> {
            Named before = locked(connection, id, version);
            end(connection, before);
            insert(connection, id, before.version() + 1, name, rule);
            return new Named(id, name, rule, before.version() + 1);
        });
    }

    void remove(UUID id, OptionalLong version) {
        transactions.<Boolean>sql(connection -> {
            end(connection, locked(connection, id, version));
            return true;
        });
    }

    /** Those of a moment. */
    List<Rule> validAt(Connection connection, Instant at) throws SQLException {
        return Sql.list(connection, """
                select id, revision, name, definition from loyalty.rule
                where valid_from <= ? and (valid_to is null or valid_to > ?) order by id""", row -> named(row).rule(), at, at);
    }

    private static Named locked(Connection connection, UUID id, OptionalLong version) throws SQLException {
        Named found = Sql.first(connection, VALID + " and id = ? for update", Rules::named, id)
                .orElseThrow(Rules::notFound);
        if (version.isPresent() && version.getAsLong() != found.version()) {
            throw new Problem.Stale("The rule was changed meanwhile: read it again and repeat the change.");
        }
        return found;
    }

    static Problem.NotFound notFound() {
        return new Problem.NotFound("There is no such rule.");
    }

    private static void end(Connection connection, Named rule) throws SQLException {
        Sql.update(
                connection,
                "update loyalty.rule set valid_to = now() where id = ? and revision = ?",
                rule.id(),
                rule.version());
    }

    private static void insert(Connection connection, UUID id, long revision, String name, Rule rule)
            throws SQLException {
        Sql.update(
                connection,
                "insert into loyalty.rule (id, revision, name, definition, valid_from) values (?, ?, ?, ?::jsonb, now())",
                id,
                revision,
                name,
                json(rule));
    }

    private static String json(Rule rule) {
        try {
            return Json.mapper().writeValueAsString(rule);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Named named(ResultSet row) throws SQLException {
        try {
            return new Named(
                    row.getObject("id", UUID.class),
                    row.getString("name"),
                    Json.mapper().readValue(row.getString("definition"), Rule.class),
                    row.getLong("revision"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A rule in the database cannot be read", e);
        }
    }
}
