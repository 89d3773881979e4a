package org.clientele.operation.internal;

import java.sql.Statement;
import org.clientele.operation.RecurringWork;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Forgets operations some days after they ended, and inputs whose upload broke off. */
@Component(
        service = RecurringWork.class,
        property = {RecurringWork.NAME + "=operation-purge", RecurringWork.PAUSE_SECONDS + ":Integer=3600"},
        configurationPid = "org.clientele.operation")
public final class OperationPurge implements RecurringWork {
    private final Transactions transactions;
    private final int days;

    @Activate
    public OperationPurge(@Reference(target = "(schema=customer)") Transactions transactions, OperationConfig config) {
        this(transactions, config.retentionDays());
    }

    OperationPurge(Transactions transactions, int days) {
        this.transactions = transactions;
        this.days = days;
    }

    @Override
    public void run() {
        while (purge("delete from customer.bulk_item where ctid = any (array(select i.ctid from customer.bulk_item i"
                        + " join customer.operation o on o.id = i.operation_id"
                        + " where o.finished_at < now() - interval '" + days + " days' limit 10000))")
                == 10_000) {
            // One operation may have a million.
        }
        while (purge("delete from customer.operation where id in (select id from customer.operation"
                        + " where finished_at < now() - interval '" + days + " days' and not exists"
                        + " (select from customer.bulk_item i where i.operation_id = operation.id) limit 100)")
                == 100) {
            // More of them, each hundred in a transaction of its own.
        }
        purge("delete from customer.operation_input where received_at < now() - interval '1 day'"
                + " and operation_id not in (select id from customer.operation)");
        purge("delete from customer.refused_order where refused_at < now() - interval '" + days + " days'");
    }

    private int purge(String sql) {
        return transactions.sql(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }
}
