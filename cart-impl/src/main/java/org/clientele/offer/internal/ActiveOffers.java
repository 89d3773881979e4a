package org.clientele.offer.internal;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The active offers as they were at most a second ago, so that a cart need not ask for them. Thread-safe. */
@Component(service = ActiveOffers.class)
public final class ActiveOffers {
    private static final long LIFE = TimeUnit.SECONDS.toNanos(1);

    private final Transactions transactions;
    private final LongSupplier clock;
    private volatile @Nullable Known known;

    @Activate
    public ActiveOffers(@Reference(target = "(schema=cart)") Transactions transactions) {
        this(transactions, System::nanoTime);
    }

    ActiveOffers(Transactions transactions, LongSupplier clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @param at when it was asked whether the revision is still the same */
    private record Known(List<Rule> rules, long revision, long at) {}

    List<Rule> rules() {
        Known now = known;
        return now != null && clock.getAsLong() - now.at() < LIFE ? now.rules() : renewed();
    }

    /** One of them has changed. */
    void expire() {
        known = null;
    }

    /** Several threads may do it at once: one that waited for another could hold the connection that the other waits for. */
    private List<Rule> renewed() {
        Known before = known;
        // Told to be as old as its reading began, so that a change meanwhile is seen a second later at most.
        long at = clock.getAsLong();
        Known now = transactions.read(connection -> {
            long revision = Sql.first(connection, "select revision from cart.offer_revision", row -> row.getLong(1))
                    .orElseThrow();
            return before != null && before.revision() == revision
                    ? new Known(before.rules(), revision, at)
                    : new Known(
                            OfferRows.active(connection).stream().map(Rule::of).toList(), revision, at);
        });
        known = now;
        return now.rules();
    }
}
