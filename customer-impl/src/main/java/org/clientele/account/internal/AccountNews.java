package org.clientele.account.internal;

import java.util.List;
import java.util.function.Consumer;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.account.AccountListener;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners of accounts what happened, once it is committed. */
@Component(service = AccountNews.class)
public final class AccountNews {
    private static final Logger LOG = LoggerFactory.getLogger(AccountNews.class);

    private final Transactions transactions;
    private final Access access;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<AccountListener> listeners = List.of();

    @Activate
    public AccountNews(@Reference(target = "(schema=customer)") Transactions transactions, @Reference Access access) {
        this.transactions = transactions;
        this.access = access;
    }

    void tell(Consumer<AccountListener> news) {
        transactions.afterCommit(() -> listeners.forEach(listener -> tell(listener, news)));
    }

    private void tell(AccountListener listener, Consumer<AccountListener> news) {
        try {
            access.call(Caller.system("customer-impl"), () -> {
                news.accept(listener);
                return true;
            });
        } catch (RuntimeException e) {
            LOG.warn("A listener of accounts failed: {}", listener.getClass().getName(), e);
        }
    }
}
