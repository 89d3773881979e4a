package org.clientele.guide;

import java.util.List;
import java.util.function.Consumer;
import org.clientele.checkout.NewSubscription;
import org.clientele.checkout.RecordedSubscriptions;
import org.clientele.customer.Customers;
import org.clientele.persistence.Transactions;

final class TakeSubscriptions {
    private final Transactions transactions;
    private final Customers customers;
    private final RecordedSubscriptions recorded;
    private final Consumer<NewSubscription> store;

    TakeSubscriptions(
            Transactions transactions,
            Customers customers,
            RecordedSubscriptions recorded,
            Consumer<NewSubscription> store) {
        this.transactions = transactions;
        this.customers = customers;
        this.recorded = recorded;
        this.store = store;
    }

    void takeOver() {
        // snippet: take
        List<NewSubscription> some;
        do {
            some = transactions.sql(connection -> {
                List<NewSubscription> taken = recorded.take(100);
                taken.forEach(one -> {
                    customers.lock(one.customerId());
                    store.accept(one);
                });
                return taken;
            });
        } while (!some.isEmpty());
        // end
    }
}
