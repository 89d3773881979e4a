package org.clientele.account.internal;

import java.sql.Statement;
import java.time.Duration;
import org.clientele.operation.RecurringWork;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Forgets sessions, tokens and tries that are over. */
@Component(
        service = RecurringWork.class,
        property = {RecurringWork.NAME + "=account-purge", RecurringWork.PAUSE_SECONDS + ":Integer=600"})
public final class AccountPurge implements RecurringWork {
    private final Transactions transactions;
    private final Duration idle;

    @Activate
    public AccountPurge(
            @Reference(target = "(schema=customer)") Transactions transactions, @Reference AccountSettings settings) {
        this.transactions = transactions;
        this.idle = settings.sessionIdle();
    }

    @Override
    public void run() {
        purge("delete from customer.account_session where expires_at < now() or last_used_at < now() - interval '"
                + idle.toSeconds() + " seconds'");
        purge("delete from customer.account_token where expires_at < now()");
        purge("delete from customer.account_throttle where expires_at < extract(epoch from now()) * 1000");
    }

    private void purge(String sql) {
        transactions.sql(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }
}
