package org.clientele.event;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of events after they were committed, on this node only and at most once: whoever must miss none reads {@code /events} or has
 * a webhook. Called on the thread of the change, as the system; what it throws is logged and hurts nobody.
 */
@ConsumerType
public interface EventListener {
    void happened(Event event);
}
