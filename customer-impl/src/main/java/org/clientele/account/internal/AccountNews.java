package org.clientele.account.internal;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.clientele.access.Access;
import org.clientele.account.AccountListener;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.event.internal.JdbcEvents;
import org.clientele.persistence.Transactions;
import org.clientele.work.internal.Audience;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Tells the listeners of accounts what happened, once it is committed. */
@Component(service = AccountNews.class)
public final class AccountNews {
    private final Transactions transactions;
    private final Audience<AccountListener> audience;
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
        this.audience = new Audience<>("accounts", access, () -> listeners);
        this.events = events;
    }

    /** Tells of it once the running transaction is committed. */
    void tell(String event, UUID customer, Map<String, @Nullable Object> data, Consumer<AccountListener> news) {
        events.publish(Event.Draft.of(event, customer, data));
        transactions.afterCommit(() -> audience.tell(news));
    }
}
