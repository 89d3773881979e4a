package org.clientele.checkout;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What was ordered to be delivered again and again while nobody had registered {@link Subscriptions}. Thread-safe. */
@ProviderType
public interface RecordedSubscriptions {
    /**
     * Takes over the oldest ones, in the running transaction or one of its own: they are given to nobody else any more. Call it within a
     * transaction of your own that locks each customer ({@code Customers.lock}) and stores them, until it gives none:
     *
     * <pre>{@code
     * transactions.sql(connection -> store(connection, recorded.take(100)));
     * }</pre>
     *
     * @param most 1 to 1,000
     */
    List<NewSubscription> take(int most);
}
