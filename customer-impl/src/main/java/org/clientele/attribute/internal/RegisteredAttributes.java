package org.clientele.attribute.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clientele.access.Access;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.AttributeProvider;
import org.clientele.attribute.Attributes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attributes of the providers that are registered now, the core's first. */
@Component
public final class RegisteredAttributes implements Attributes {
    private static final String PERSONAL = "customers.pii:read";
    private static final Logger LOG = LoggerFactory.getLogger(RegisteredAttributes.class);

    private final Access access;
    private final Map<AttributeProvider, List<Attribute>> provided = new LinkedHashMap<>();
    private volatile Registry everything = Registry.of(List.of());
    private volatile Registry impersonal = Registry.of(List.of());

    @Activate
    public RegisteredAttributes(@Reference Access access) {
        this.access = access;
    }

    @Reference(
            cardinality = ReferenceCardinality.AT_LEAST_ONE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "provide",
            unbind = "withdraw")
    public synchronized void provide(AttributeProvider provider) {
        try {
            provided.put(provider, List.copyOf(provider.attributes()));
            publish();
        } catch (RuntimeException broken) {
            provided.remove(provider);
            LOG.error("The attributes of {} are left out", provider.getClass().getName(), broken);
        }
    }

    public synchronized void withdraw(AttributeProvider provider) {
        if (provided.remove(provider) != null) {
            publish();
        }
    }

    private void publish() {
        List<Attribute> all = new ArrayList<>();
        for (List<Attribute> attributes : provided.values()) {
            // The core's names have no dot, so that it comes first whatever the order of arrival.
            boolean core =
                    attributes.stream().noneMatch(attribute -> attribute.name().contains("."));
            all.addAll(core ? 0 : all.size(), attributes);
        }
        everything = Registry.of(all);
        impersonal = Registry.of(
                all.stream().filter(attribute -> !attribute.personal()).toList());
    }

    @Override
    public List<Attribute> visible() {
        return registry().ordered();
    }

    @Override
    public Optional<Attribute> find(String name) {
        return Optional.ofNullable(registry().byName().get(name));
    }

    private Registry registry() {
        return access.caller().may(PERSONAL) ? everything : impersonal;
    }

    private record Registry(List<Attribute> ordered, Map<String, Attribute> byName) {
        static Registry of(List<Attribute> attributes) {
            Map<String, Attribute> byName = new HashMap<>();
            List<Attribute> ordered = new ArrayList<>();
            for (Attribute attribute : attributes) {
                if (byName.putIfAbsent(attribute.name(), attribute) == null) {
                    ordered.add(attribute);
                } else {
                    LOG.error("The attribute {} is there already; the second one is left out", attribute.name());
                }
            }
            return new Registry(List.copyOf(ordered), Map.copyOf(byName));
        }
    }
}
