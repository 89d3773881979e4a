package org.clientele.event;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of events after they were committed, on this node only and at most once: whoever must miss none reads {@code /events} or has
 * a webhook. Called as the system on a thread of its own,
 * one thing after the other; the change waits a moment for it, but not if it is slow. What it throws is logged and hurts nobody.
 */
@ConsumerType
public interface EventListener {
    void happened(Event event);
}
