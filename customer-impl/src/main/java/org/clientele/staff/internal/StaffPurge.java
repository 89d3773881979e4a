package org.clientele.staff.internal;

import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.clientele.operation.RecurringWork;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Forgets sessions and links that are over. */
@Component(
        service = RecurringWork.class,
        property = {RecurringWork.NAME + "=staff-purge", RecurringWork.PAUSE_SECONDS + ":Integer=600"})
public final class StaffPurge implements RecurringWork {
    private final Transactions transactions;
    private final Duration idle;

    @Activate
    public StaffPurge(
            @Reference(target = "(schema=customer)") Transactions transactions, @Reference StaffSettings settings) {
        this.transactions = transactions;
        this.idle = settings.sessionIdle();
    }

    @Override
    public void run() {
        for (String sql : List.of(
                "delete from customer.staff_session where expires_at < now() or last_used_at < now() - interval '"
                        + idle.toSeconds() + " seconds'",
                "delete from customer.staff_token where expires_at < now()")) {
            transactions.sql(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate(sql);
                }
            });
        }
    }
}
