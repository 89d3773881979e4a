package org.clientele.feature.internal;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.clientele.customer.CustomerData;
import org.clientele.operation.RecurringWork;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Switches the components of whole bundles off and on again: what a plugin does begins and ends with its components. Only its
 * {@link CustomerData} stays on, with what that refers to: what is kept must follow an erasure or a merge also while nobody uses it.
 * Thread-safe.
 */
final class BundleComponents {
    private static final Logger LOG = LoggerFactory.getLogger(BundleComponents.class);

    private final ServiceComponentRuntime runtime;

    BundleComponents(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    /** May be called again at any time, also while components still come. */
    void set(Bundle bundle, boolean on) {
        if (bundle.getState() == Bundle.UNINSTALLED) {
            return;
        }
        Collection<ComponentDescriptionDTO> components = runtime.getComponentDescriptionDTOs(bundle);
        Set<String> kept = on ? Set.of() : kept(components);
        for (ComponentDescriptionDTO component : components) {
            try {
                boolean wanted = component.defaultEnabled && (on || kept.contains(component.name));
                boolean is = runtime.isComponentEnabled(component);
                if (is && !wanted) {
                    runtime.disableComponent(component);
                } else if (wanted && !is) {
                    runtime.enableComponent(component);
                }
            } catch (RuntimeException e) {
                LOG.warn("{} of {} cannot be switched now", component.name, bundle.getSymbolicName(), e);
            }
        }
    }

    private static Set<String> kept(Collection<ComponentDescriptionDTO> components) {
        Set<String> kept = new HashSet<>();
        Deque<String> services = new ArrayDeque<>(List.of(CustomerData.class.getName()));
        while (!services.isEmpty()) {
            String service = services.pop();
            for (ComponentDescriptionDTO component : components) {
                if (provides(component, service) && kept.add(component.name)) {
                    Arrays.stream(component.references).forEach(needed -> services.push(needed.interfaceName));
                }
            }
        }
        return kept;
    }

    private static boolean provides(ComponentDescriptionDTO component, String service) {
        return List.of(component.serviceInterfaces).contains(service);
    }

    /** The names of the recurring work of a bundle, whether it is on or off. */
    List<String> schedules(Bundle bundle) {
        return runtime.getComponentDescriptionDTOs(bundle).stream()
                .filter(component -> provides(component, RecurringWork.class.getName()))
                .map(component -> component.properties.get(RecurringWork.NAME))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .sorted()
                .toList();
    }
}
