package org.clientele.event;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Follows events and misses none. Register it as a service with both properties named here. The core keeps how far it has come, and
 * tells it of events in the order in which readers of {@code /events} see them, a moment after their commit, on one node of all at a
 * time. A new follower begins with what happens from then on. While it is not registered its place is kept, and it goes on from there;
 * events that were purged in the meantime (30 days unless configured otherwise) are gone.
 *
 * <p>It is called inside a transaction that also moves its place: what it writes to the database, through the {@code Transactions} of
 * its own schema or through services of the core, happens exactly once for each event, whatever crashes. What it does elsewhere may
 * happen more than once; {@code Transactions.afterCommit} makes that at most once.
 *
 * <p>If it throws, everything it wrote is rolled back and it is told again: with fewer events, until the one is found that it cannot
 * bear, then with pauses from a second to five minutes, for as long as it takes. That holds up only itself; the log, the metrics
 * {@code clientele_event_follower_*} and {@code /events/followers} show it. It runs on a thread of its own, as
 * {@code Caller.system(name)}, never twice at the same time. It must not wait for anything but the database: after a minute its thread is
 * interrupted, and its transaction is ended by the database.
 */
@ConsumerType
@FunctionalInterface
public interface EventFollower {
    /**
     * The service property with its name: kebab-case, after the plugin and a dot unless it is the core's ({@code watchlist.alerts}).
     * Unique over all bundles. Its place is kept under it: with another name it is a new follower. Required.
     */
    String NAME = "follower.name";

    /**
     * The service property with the types it wants, one or several texts: whole ones ({@code order.refunded}), all of a concept
     * ({@code order.*}) or all ({@code *}). Required. When they change, what was passed over is not told later.
     */
    String TYPES = "follower.types";

    /** @param events oldest first, at least one and at most 200 */
    void follow(List<Event> events);
}
