package org.clientele.segment.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.persistence.Transactions;
import org.clientele.search.internal.SegmentSearch.Change;
import org.clientele.segment.SegmentListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners who came and who went, once that is committed. Thread-safe. */
@Component(service = SegmentNews.class)
public final class SegmentNews {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentNews.class);
    private static final Caller SYSTEM = Caller.system("customer-impl");
    private static final int AT_A_TIME = 5_000;

    private final Transactions transactions;
    private final Access access;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<SegmentListener> listeners = List.of();

    @Activate
    public SegmentNews(@Reference(target = "(schema=customer)") Transactions transactions, @Reference Access access) {
        this.transactions = transactions;
        this.access = access;
    }

    void tell(Change change) {
        List<SegmentListener> told = listeners;
        if (told.isEmpty()) {
            return;
        }
        transactions.afterCommit(() -> told.forEach(listener -> {
            tell(change.gone(), listener::left);
            tell(change.came(), listener::entered);
        }));
    }

    private void tell(Map<UUID, List<UUID>> moved, BiConsumer<UUID, List<UUID>> news) {
        moved.forEach((segment, customers) -> {
            for (int from = 0; from < customers.size(); from += AT_A_TIME) {
                List<UUID> some =
                        new ArrayList<>(customers.subList(from, Math.min(customers.size(), from + AT_A_TIME)));
                try {
                    access.call(SYSTEM, () -> {
                        news.accept(segment, List.copyOf(some));
                        return true;
                    });
                } catch (RuntimeException e) {
                    LOG.warn("A listener of segments failed", e);
                }
            }
        });
    }
}
