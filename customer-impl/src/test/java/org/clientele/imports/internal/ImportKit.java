package org.clientele.imports.internal;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.clientele.customer.internal.CustomerNews;
import org.clientele.customer.internal.CustomerWriter;
import org.clientele.operation.Operation;
import org.clientele.operation.OperationHandler;
import org.clientele.operation.Operations;
import org.clientele.operation.internal.Workshop;
import org.clientele.order.internal.OrderKit;

/** Imports on a workshop. */
public final class ImportKit {
    private ImportKit() {}

    public static Map<String, OperationHandler> handlers(Workshop workshop) {
        Mappings mappings = new Mappings(workshop.transactions());
        return Map.of(
                OrderImport.KIND, new OrderImport(OrderKit.writer(workshop), mappings),
                CustomerImport.KIND,
                        new CustomerImport(
                                new CustomerWriter(
                                        workshop.transactions(),
                                        workshop.access(),
                                        new CustomerNews(workshop.transactions(), workshop.access())),
                                mappings));
    }

    /** Files that are here already. */
    public static FileImports files(Workshop workshop, Operations operations) {
        Mappings mappings = new Mappings(workshop.transactions());
        return new FileImports(operations, targets(mappings), mappings, 1L << 30);
    }

    /** Orders and customers. */
    static ImportTargets targets(Mappings mappings) {
        return new ImportTargets(mappings, (kind, handler) -> () -> {});
    }

    static Operation run(
            Workshop workshop, Workshop.Node node, String kind, Map<String, Object> parameters, byte[] file) {
        return node.await(workshop.asAdmin(
                () -> node.operations().start(kind, Map.copyOf(parameters), new ByteArrayInputStream(file), 1L << 30)));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
