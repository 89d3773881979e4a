package org.clientele.account.internal;

import java.util.Optional;
import java.util.UUID;
import org.clientele.customer.CustomerData;
import org.clientele.customer.MergeLedger;
import org.clientele.customer.SubjectExport;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whoever is erased or purged can no longer log in: password, sessions and tokens go. */
@Component
public final class AccountData implements CustomerData {
    private final Transactions transactions;
    private final Credentials credentials;
    private final MailedTokens tokens;
    private final JdbcSessions sessions;

    @Activate
    public AccountData(
            @Reference(target = "(schema=customer)") Transactions transactions, @Reference JdbcSessions sessions) {
        this.transactions = transactions;
        this.credentials = new Credentials(transactions);
        this.tokens = new MailedTokens(transactions);
        this.sessions = sessions;
    }

    @Override
    public void erase(UUID customer) {
        transactions.run(em -> {
            credentials.drop(customer);
            tokens.withdraw(customer);
            sessions.endAll(customer, Optional.empty());
        });
    }

    @Override
    public void purge(UUID customer) {
        erase(customer);
    }

    /** The survivor's login stays; the other's sessions and mailed tokens end, for good. */
    @Override
    public void merge(MergeLedger ledger) {
        ledger.setAside("customer.account_credential", "customer_id");
        transactions.run(em -> {
            tokens.withdraw(ledger.from());
            sessions.endAll(ledger.from(), Optional.empty());
        });
    }

    /** That there is a password, and since when; never what it is. */
    @Override
    public void export(SubjectExport export) {
        export.table("customer.account_credential", "customer_id", "changed_at");
        export.table("customer.account_token", "customer_id", "created_at", "purpose", "email", "expires_at");
        export.table(
                "customer.account_session",
                "customer_id",
                "created_at",
                "id",
                "last_used_at",
                "expires_at",
                "seller_accounts");
    }
}
