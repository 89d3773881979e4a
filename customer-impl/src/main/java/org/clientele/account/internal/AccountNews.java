package org.clientele.account.internal;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.account.AccountListener;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.event.internal.JdbcEvents;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
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
    private final Events events;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<AccountListener> listeners = List.of();

    public AccountNews(Transactions transactions, Access access) {
        this(transactions, access, new JdbcEvents(transactions, access));
    }

    @Activate
    public AccountNews(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference Events events) {
        this.transactions = transactions;
        this.access = access;
        this.events = events;
    }

    /** Tells of it once the running transaction is committed. */
    void tell(String event, UUID customer, Map<String, @Nullable Object> data, Consumer<AccountListener> news) {
        events.publish(Event.Draft.of(event, customer, data));
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
