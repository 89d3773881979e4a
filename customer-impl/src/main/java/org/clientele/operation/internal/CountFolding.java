package org.clientele.operation.internal;

import java.sql.Statement;
import java.time.Duration;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Adds up the counters that every change of a customer appends to. */
@Component
public final class CountFolding implements RecurringWork {
    private final Transactions transactions;

    @Activate
    public CountFolding(@Reference(target = "(schema=customer)") Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public String name() {
        return "count-folding";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(60);
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
