package org.clientele.segment;

import java.util.List;
import java.util.UUID;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears who comes into a segment and who leaves it, some seconds after the change of the customer; a filter that depends on the
 * time is looked at again every few minutes. The members that a segment has when it is made or gets another filter are not told.
 * Called as the system, after the commit and on one node only; what it throws is logged and hurts nobody.
 */
@ConsumerType
public interface SegmentListener {
    /** @param customers never empty, at most some thousands at a time */
    default void entered(UUID segment, List<UUID> customers) {}

    /** @param customers never empty; some of them may be gone altogether */
    default void left(UUID segment, List<UUID> customers) {}
}
