package org.clientele.feature.internal;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.clientele.operation.RecurringWork;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Switches the components of whole bundles off and on again: what a plugin does begins and ends with its components. Thread-safe. */
final class BundleComponents {
    private static final Logger LOG = LoggerFactory.getLogger(BundleComponents.class);

    private final ServiceComponentRuntime runtime;
    /** What was switched off here, so that what a bundle itself keeps off stays so. */
    private final Set<String> off = ConcurrentHashMap.newKeySet();

    BundleComponents(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    /** May be called again at any time, also while components still come. */
    void set(Bundle bundle, boolean on) {
        if (bundle.getState() == Bundle.UNINSTALLED) {
            return;
        }
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(bundle)) {
            String key = bundle.getBundleId() + " " + component.name;
            try {
                boolean is = runtime.isComponentEnabled(component);
                if (!on && is) {
                    off.add(key);
                    runtime.disableComponent(component);
                } else if (on && off.remove(key) && !is) {
                    runtime.enableComponent(component);
                }
            } catch (RuntimeException e) {
                LOG.warn("{} of {} cannot be switched now", component.name, bundle.getSymbolicName(), e);
            }
        }
    }

    /** The names of the recurring work of a bundle, whether it is on or off. */
    List<String> schedules(Bundle bundle) {
        return runtime.getComponentDescriptionDTOs(bundle).stream()
                .filter(component -> List.of(component.serviceInterfaces).contains(RecurringWork.class.getName()))
                .map(component -> component.properties.get(RecurringWork.NAME))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .sorted()
                .toList();
    }

    void forget(Bundle bundle) {
        off.removeIf(key -> key.startsWith(bundle.getBundleId() + " "));
    }
}
