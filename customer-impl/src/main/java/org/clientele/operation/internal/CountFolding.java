package org.clientele.operation.internal;

import java.sql.Statement;
import org.clientele.operation.RecurringWork;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Adds up the counters that every change of a customer appends to. */
@Component(
        service = RecurringWork.class,
        property = {RecurringWork.NAME + "=count-folding", RecurringWork.PAUSE_SECONDS + ":Integer=60"})
public final class CountFolding implements RecurringWork {
    private final Transactions transactions;

    @Activate
    public CountFolding(@Reference(target = "(schema=customer)") Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void run() {
        transactions.sql(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("select customer.fold_counts()");
            }
        });
    }
}
