package org.clientele.customer;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells of what happened to a customer, for the one timeline of all bundles. Called as the caller who reads, on a thread of its
 * own, with others at the same time: tell only what that caller may see. One that throws, or takes longer than two seconds, is left
 * out, and the answer says so.
 */
@ConsumerType
@FunctionalInterface
public interface TimelineSource {
    /**
     * What happened before a moment, newest first. Entries of the same moment always come in the same order, so that a page can go
     * on between them.
     *
     * @param before exclusive
     * @param limit how many at most; fewer mean that there are no more
     */
    List<Entry> entries(UUID customer, Instant before, int limit);

    /**
     * One thing that happened.
     *
     * @param kind kebab-case, such as {@code order} or {@code note}
     * @param title for people; a plain line
     * @param ref where to read more: an address such as {@code /api/admin/v1/orders/A-1}, or an id; empty if there is nothing
     */
    record Entry(Instant at, String kind, String title, String ref) {}
}
