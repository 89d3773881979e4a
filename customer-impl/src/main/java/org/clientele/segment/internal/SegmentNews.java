package org.clientele.segment.internal;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.clientele.access.Access;
import org.clientele.persistence.Transactions;
import org.clientele.search.internal.SegmentSearch.Change;
import org.clientele.search.internal.SegmentSearch.Detail;
import org.clientele.segment.SegmentListener;
import org.clientele.work.internal.Audience;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Tells the listeners who came and who went, once that is committed. Thread-safe. */
@Component(service = SegmentNews.class)
public final class SegmentNews {
    private static final int AT_A_TIME = 5_000;

    private final Transactions transactions;
    private final Audience<SegmentListener> audience;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<SegmentListener> listeners = List.of();

    @Activate
    public SegmentNews(@Reference(target = "(schema=customer)") Transactions transactions, @Reference Access access) {
        this.transactions = transactions;
        this.audience = new Audience<>("segments", access, () -> listeners);
    }

    /** What there is somebody to tell of. */
    Detail wanted() {
        return audience.isEmpty() ? Detail.NUMBERS : Detail.CUSTOMERS;
    }

    void tell(Change change) {
        if (audience.isEmpty()) {
            return;
        }
        transactions.afterCommit(() -> {
            tell(change.gone(), SegmentListener::left);
            tell(change.came(), SegmentListener::entered);
        });
    }

    private void tell(Map<UUID, List<UUID>> moved, News news) {
        moved.forEach((segment, customers) -> {
            for (int from = 0; from < customers.size(); from += AT_A_TIME) {
                List<UUID> some = List.copyOf(customers.subList(from, Math.min(customers.size(), from + AT_A_TIME)));
                audience.tell(listener -> news.tell(listener, segment, some));
            }
        });
    }

    @FunctionalInterface
    private interface News {
        void tell(SegmentListener listener, UUID segment, List<UUID> customers);
    }
}
