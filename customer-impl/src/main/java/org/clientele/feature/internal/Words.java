package org.clientele.feature.internal;

import java.util.Optional;
import org.clientele.feature.Feature;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleWiring;

/** The one word of each plugin. */
public final class Words {
    private static final String SCHEMA = "clientele.schema";

    private Words() {}

    /** That of the plugin which a service comes from: of its feature, or its schema; empty if it has neither. */
    public static String of(Object service) {
        return Optional.ofNullable(FrameworkUtil.getBundle(service.getClass()))
                .map(Words::of)
                .orElse("");
    }

    public static String of(Bundle bundle) {
        return Declaration.of(bundle)
                .map(feature -> feature.id().substring(Feature.PREFIX.length()))
                .or(() -> Optional.ofNullable(bundle.adapt(BundleWiring.class))
                        .flatMap(wiring ->
                                wiring.getCapabilities(SCHEMA).stream().findFirst())
                        .map(capability ->
                                String.valueOf(capability.getAttributes().get("schema"))))
                .orElse("");
    }
}
