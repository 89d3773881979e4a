package org.clientele.event;

import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Tells the world what happened: in-process listeners, readers of {@code /events}, webhooks. Thread-safe.
 *
 * <p>Events about one customer are told in the order in which they were published if each was published under the customer's lock.
 */
@ProviderType
public interface Events {
    /**
     * Publishes in the running transaction, or one of its own: the events are told after the commit, and not at all after a
     * rollback. However many, it is one statement.
     *
     * @throws IllegalArgumentException if a type is not {@code <concept>.<what-happened>}
     */
    void publish(Collection<Event.Draft> drafts);

    /** Like the other, for one. */
    default void publish(Event.Draft draft) {
        publish(List.of(draft));
    }
}
