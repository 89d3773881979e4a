package org.clientele.offer.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.cart.Offer;
import org.clientele.cart.Offers;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Offers in {@code cart.offer}. */
@Component(service = Offers.class)
public final class JdbcOffers implements Offers {
    private final Transactions transactions;
    private final Access access;
    private final ActiveOffers active;

    @Activate
    public JdbcOffers(
            @Reference(target = "(schema=cart)") Transactions transactions,
            @Reference Access access,
            @Reference ActiveOffers active) {
        this.transactions = transactions;
        this.access = access;
        this.active = active;
    }

    @Override
    public Page<Offer> list(Page.Request page) {
        return transactions.read(connection -> Page.of(
                OfferRows.page(connection, page.size(), page.offset()),
                Sql.first(connection, "select count(*) from cart.offer", row -> row.getLong(1))
                        .orElseThrow()));
    }

    @Override
    public Optional<Offer> find(UUID id) {
        return transactions.read(connection -> OfferRows.find(connection, id, false));
    }

    @Override
    public Offer create(Offer.Definition definition) {
        access.requireAllSellerAccounts();
        OfferChecks.offer(definition);
        Offer offer = offer(Uuid7.next(), definition, Instant.now().truncatedTo(ChronoUnit.MICROS), 0);
        return transactions.sql(connection -> {
            Sql.update(connection, """
                    insert into cart.offer (name, condition, effect, stacks, priority, active, created_at, version, id)
                    values (?, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?, ?)""", values(offer));
            return told(connection, offer);
        });
    }

    @Override
    public Offer change(UUID id, OptionalLong version, Offer.Definition definition) {
        access.requireAllSellerAccounts();
        OfferChecks.offer(definition);
        return transactions.sql(connection -> {
            Offer before = locked(connection, id, version);
            Offer offer = offer(id, definition, before.createdAt(), before.version() + 1);
            Sql.update(connection, """
                    update cart.offer set name = ?, condition = ?::jsonb, effect = ?::jsonb, stacks = ?, priority = ?,
                        active = ?, created_at = ?, version = ? where id = ?""", values(offer));
            return told(connection, offer);
        });
    }

    @Override
    public void remove(UUID id, OptionalLong version) {
        access.requireAllSellerAccounts();
        transactions.sql(connection -> {
            Offer offer = locked(connection, id, version);
            Sql.update(connection, "delete from cart.offer where id = ?", id);
            return told(connection, offer);
        });
    }

    private static Offer locked(Connection connection, UUID id, OptionalLong version) throws SQLException {
        Offer before = OfferRows.find(connection, id, true).orElseThrow(JdbcOffers::notFound);
        if (version.isPresent() && version.getAsLong() != before.version()) {
            throw new Problem.Stale("The offer was changed meanwhile: read it again and repeat the change.");
        }
        return before;
    }

    private Offer told(Connection connection, Offer offer) throws SQLException {
        Sql.update(connection, "update cart.offer_revision set revision = revision + 1");
        transactions.afterCommit(active::expire);
        return offer;
    }

    private static Offer offer(UUID id, Offer.Definition definition, Instant createdAt, long version) {
        return new Offer(
                id,
                definition.name(),
                definition.when(),
                definition.then(),
                definition.stacks(),
                definition.priority(),
                definition.active(),
                createdAt,
                version);
    }

    private static Object[] values(Offer offer) {
        return new Object[] {
            offer.name(),
            OfferRows.json(offer.when()),
            OfferRows.json(offer.then()),
            offer.stacks(),
            offer.priority(),
            offer.active(),
            offer.createdAt(),
            offer.version(),
            offer.id()
        };
    }

    static Problem.NotFound notFound() {
        return new Problem.NotFound("There is no such offer.");
    }
}
