package org.clientele.imports.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.clientele.operation.OperationHandler;
import org.clientele.operation.OperationRun;
import org.clientele.order.Order;
import org.clientele.order.internal.OrderJson;
import org.clientele.order.internal.OrderWriter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Imports a file of orders. */
@Component(service = OperationHandler.class, property = OperationHandler.KIND + "=" + OrderImport.KIND)
public final class OrderImport implements OperationHandler, BatchImport.Target<Order.Document> {
    static final String KIND = "orders.import";

    private final OrderWriter writer;
    private final Mappings mappings;

    @Activate
    public OrderImport(@Reference OrderWriter writer, @Reference Mappings mappings) {
        this.writer = writer;
        this.mappings = mappings;
    }

    @Override
    public void run(OperationRun run) {
        try (Items<Order.Document> items = FileFormat.of(run, mappings).open(run, OrderJson::read)) {
            new BatchImport<>(this).run(run, items);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Set<Object> keys(Order.Document order) {
        return Set.of(List.of(order.sellerAccount(), String.valueOf(order.number())));
    }

    @Override
    public BatchImport.Batch write(List<Order.Document> orders) {
        OrderWriter.Batch written = writer.take(orders);
        return new BatchImport.Batch(
                written.results().stream().map(OrderImport::result).toList(), written.customersCreated());
    }

    private static BatchImport.Result result(OrderWriter.Result result) {
        BatchImport.Outcome outcome = result.outcome()
                .map(done -> BatchImport.Outcome.valueOf(done.name()))
                .orElse(BatchImport.Outcome.FAILED);
        return new BatchImport.Result(outcome, result.violations());
    }
}
