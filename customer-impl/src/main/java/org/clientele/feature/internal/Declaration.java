package org.clientele.feature.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.clientele.feature.Feature;
import org.clientele.feature.Features;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** What a bundle says about itself in its capability {@code clientele.feature}. */
record Declaration(Bundle bundle, String id, String title, List<String> requires) {
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9]{0,31}");

    static Optional<Declaration> of(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring == null
                ? Optional.empty()
                : wiring.getCapabilities(Features.CAPABILITY).stream()
                        .map(capability -> capability.getAttributes())
                        .filter(attributes -> WORD.matcher(String.valueOf(attributes.get("name")))
                                .matches())
                        .map(attributes -> of(bundle, attributes))
                        .findFirst();
    }

    private static Declaration of(Bundle bundle, Map<String, Object> attributes) {
        String name = String.valueOf(attributes.get("name"));
        Object required = attributes.get("requires");
        List<String> requires = required instanceof Collection<?> several
                ? several.stream()
                        .map(String::valueOf)
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .map(Declaration::id)
                        .toList()
                : List.of();
        return new Declaration(bundle, id(name), String.valueOf(attributes.getOrDefault("title", name)), requires);
    }

    /** @param name the id, or the word alone */
    static String id(String name) {
        return name.startsWith(Feature.PREFIX) ? name : Feature.PREFIX + name;
    }

    String version() {
        return bundle.getVersion().toString();
    }
}
