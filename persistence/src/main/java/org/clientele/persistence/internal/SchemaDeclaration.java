package org.clientele.persistence.internal;

import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** What a bundle says about a schema in its capability {@code clientele.schema}, and its entities in a header. */
record SchemaDeclaration(String name, List<String> entities) {
    private static final String NAMESPACE = "clientele.schema";
    private static final String ENTITIES = "Clientele-Entities";

    static List<SchemaDeclaration> of(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring == null) {
            return List.of();
        }
        String header = bundle.getHeaders("").get(ENTITIES);
        List<String> entities = header == null
                ? List.of()
                : Stream.of(header.split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
        return wiring.getCapabilities(NAMESPACE).stream()
                .map(capability -> new SchemaDeclaration(
                        String.valueOf(capability.getAttributes().get("schema")), entities))
                .toList();
    }
}
