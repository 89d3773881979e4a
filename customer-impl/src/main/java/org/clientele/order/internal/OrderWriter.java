package org.clientele.order.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clientele.Problem;
import org.clientele.Problem.Violation;
import org.clientele.access.Access;
import org.clientele.customer.internal.CustomerNews;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.event.internal.JdbcEvents;
import org.clientele.order.Order;
import org.clientele.order.OrderListener;
import org.clientele.order.Orders.Outcome;
import org.clientele.persistence.Transactions;
import org.clientele.work.internal.Audience;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Takes orders in batches: each on its own merits, all of them in one transaction. Thread-safe. */
@Component(service = OrderWriter.class)
public final class OrderWriter {
    private final Transactions transactions;
    private final Access access;
    private final Audience<OrderListener> audience;
    private final CustomerNews customerNews;
    private final Events events;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<OrderListener> listeners = List.of();

    public OrderWriter(Transactions transactions, Access access, CustomerNews customerNews) {
        this(transactions, access, customerNews, new JdbcEvents(transactions, access));
    }

    @Activate
    public OrderWriter(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference CustomerNews customerNews,
            @Reference Events events) {
        this.events = events;
        this.transactions = transactions;
        this.access = access;
        this.audience = new Audience<>("orders", access, () -> listeners);
        this.customerNews = customerNews;
    }

    /** What became of each document, in their order. */
    public record Batch(List<Result> results, int customersCreated) {}

    /**
     * What became of one document.
     *
     * @param order empty if it was refused
     * @param violations why it was refused
     */
    public record Result(Optional<Order> order, Optional<Outcome> outcome, List<Violation> violations) {
        static Result refused(List<Violation> violations) {
            return new Result(Optional.empty(), Optional.empty(), violations);
        }
    }

    /**
     * Writes those that are right, in the running transaction or one of its own.
     *
     * @param documents each number of a seller account at most once
     * @throws Problem.Conflict if another transaction just told of the same new order; doing it again will do
     */
    public Batch write(List<Order.Document> documents) {
        Optional<Set<String>> sellerAccounts = access.caller().sellerAccounts();
        List<Result> results = new ArrayList<>(documents.size());
        List<PricedOrder> orders = new ArrayList<>(documents.size());
        List<Integer> positions = new ArrayList<>(documents.size());
        for (Order.Document document : documents) {
            try {
                PricedOrder order = PricedOrder.of(document);
                requireSeller(sellerAccounts, document.sellerAccount());
                positions.add(results.size());
                orders.add(order);
                results.add(Result.refused(List.of()));
            } catch (Problem.Invalid invalid) {
                results.add(Result.refused(invalid.violations()));
            }
        }
        if (orders.isEmpty()) {
            return new Batch(results, 0);
        }
        OrderBatch.Written written = transactions.sql(connection -> {
            OrderBatch.Written batch = new OrderBatch(connection, sellerAccounts).write(orders);
            customerNews.tell(batch.customers().created(), batch.customers().completed());
            events.publish(batch.written().stream()
                    .flatMap(Optional::stream)
                    .filter(entry -> entry.outcome() != Outcome.UNCHANGED)
                    .map(OrderWriter::imported)
                    .toList());
            return batch;
        });
        List<Order> told = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            Optional<OrderBatch.Entry> entry = written.written().get(i);
            results.set(positions.get(i), entry.map(OrderWriter::result).orElseGet(OrderWriter::unknownCustomer));
            entry.filter(change -> change.outcome() != Outcome.UNCHANGED).ifPresent(change -> told.add(change.order()));
        }
        if (!told.isEmpty() && !listeners.isEmpty()) {
            transactions.afterCommit(() -> tell(told));
        }
        return new Batch(results, written.customers().created().size());
    }

    /** Like {@link #write}, and takes note of what was refused, for whoever misses it later. */
    public Batch take(List<Order.Document> documents) {
        Batch batch = write(documents);
        if (batch.results().stream().anyMatch(result -> result.order().isEmpty())) {
            transactions.sql(connection -> {
                for (int i = 0; i < documents.size(); i++) {
                    Result result = batch.results().get(i);
                    if (result.order().isEmpty()) {
                        RefusedOrders.note(connection, documents.get(i), result.violations());
                    }
                }
                return true;
            });
        }
        return batch;
    }

    private static void requireSeller(Optional<Set<String>> sellerAccounts, String sellerAccount) {
        if (sellerAccounts.isPresent() && !sellerAccounts.get().contains(sellerAccount)) {
            throw Problem.Invalid.at("/sellerAccount", "not-found", "There is no such seller account.");
        }
    }

    private static Result result(OrderBatch.Entry entry) {
        return new Result(Optional.of(entry.order()), Optional.of(entry.outcome()), List.of());
    }

    private static Result unknownCustomer() {
        return Result.refused(List.of(new Violation("/customer/id", "not-found", "There is no such customer.")));
    }

    private static Event.Draft imported(OrderBatch.Entry entry) {
        Map<String, @Nullable Object> data = about(entry.order());
        data.put("outcome", entry.outcome().name().toLowerCase(Locale.ROOT));
        data.put("status", entry.order().document().status().name().toLowerCase(Locale.ROOT));
        data.put("placedAt", entry.order().document().placedAt().toString());
        PricedOrder priced = PricedOrder.again(entry.order().document());
        data.put("returnedUnits", priced.returnedUnits());
        data.put("refunded", priced.refunded());
        data.put("recorded", entry.recorded());
        data.put(
                "rating",
                entry.order().document().feedback().map(Order.Feedback::rating).orElse(null));
        return draft("order.imported", entry.order(), data);
    }

    private Event.Draft refunded(Order order, Order.Refund refund) {
        Map<String, @Nullable Object> data = about(order);
        data.put("refundId", refund.id().orElse(null));
        data.put("amount", refund.amount());
        data.put("by", access.caller().id());
        return draft("order.refunded", order, data);
    }

    private static Map<String, @Nullable Object> about(Order order) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("orderId", order.id());
        data.put("number", order.number());
        data.put("total", order.document().total().orElse(null));
        data.put("currency", order.document().currency());
        return data;
    }

    private static Event.Draft draft(String type, Order order, Map<String, @Nullable Object> data) {
        return Event.Draft.of(type, order.customerId(), data).in(Set.of(order.sellerAccount()));
    }

    /** Tells of it, and the listeners once the running transaction has committed. */
    void tellRefunded(Order order, Order.Refund refund) {
        events.publish(refunded(order, refund));
        if (!listeners.isEmpty()) {
            transactions.afterCommit(() -> audience.tell(listener -> listener.refunded(order, refund)));
        }
    }

    private void tell(List<Order> orders) {
        for (Order order : orders) {
            audience.tell(listener -> listener.imported(order));
        }
    }
}
