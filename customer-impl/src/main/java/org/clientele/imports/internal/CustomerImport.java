package org.clientele.imports.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.clientele.customer.internal.CustomerWriter;
import org.clientele.operation.OperationHandler;
import org.clientele.operation.OperationRun;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Imports a file of customers. */
@Component(service = OperationHandler.class, property = OperationHandler.KIND + "=" + CustomerImport.KIND)
public final class CustomerImport implements OperationHandler, BatchImport.Target<CustomerWriter.Line> {
    static final String KIND = "customers.import";

    private final CustomerWriter writer;
    private final Mappings mappings;

    @Activate
    public CustomerImport(@Reference CustomerWriter writer, @Reference Mappings mappings) {
        this.writer = writer;
        this.mappings = mappings;
    }

    @Override
    public void run(OperationRun run) {
        try (Items<CustomerWriter.Line> items = FileFormat.of(run, mappings).open(run, CustomerWriter.Line::read)) {
            new BatchImport<>(this).run(run, items);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Set<Object> keys(CustomerWriter.Line line) {
        return line.keys();
    }

    @Override
    public BatchImport.Batch write(List<CustomerWriter.Line> lines) {
        List<BatchImport.Result> results = writer.write(lines).stream()
                .map(result -> new BatchImport.Result(outcome(result.outcome()), result.violations()))
                .toList();
        long created = results.stream()
                .filter(result -> result.outcome() == BatchImport.Outcome.CREATED)
                .count();
        return new BatchImport.Batch(results, created);
    }

    private static BatchImport.Outcome outcome(CustomerWriter.Outcome outcome) {
        return switch (outcome) {
            case CREATED -> BatchImport.Outcome.CREATED;
            case UPDATED -> BatchImport.Outcome.UPDATED;
            case UNCHANGED -> BatchImport.Outcome.UNCHANGED;
            case REFUSED -> BatchImport.Outcome.FAILED;
        };
    }
}
