package org.clientele.doctor.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.clientele.feature.Feature;
import org.clientele.feature.internal.Words;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * A bundle that is examined.
 *
 * @param feature empty for a bundle of the house
 */
record Patient(
        Bundle bundle, BundleWiring wiring, Optional<Feature> feature, List<ComponentDescriptionDTO> components) {
    static Optional<Patient> of(Bundle bundle, Optional<Feature> feature, ServiceComponentRuntime runtime) {
        return Optional.ofNullable(bundle.adapt(BundleWiring.class))
                .map(wiring ->
                        new Patient(bundle, wiring, feature, List.copyOf(runtime.getComponentDescriptionDTOs(bundle))));
    }

    String name() {
        return feature.map(Feature::id).orElse(bundle.getSymbolicName());
    }

    String word() {
        return feature.map(Feature::word).orElseGet(() -> Words.of(bundle));
    }

    /** Whether it is meant to run. */
    boolean runs() {
        return bundle.getState() == Bundle.ACTIVE
                && feature.map(Feature::state).orElse(Feature.State.ACTIVE) == Feature.State.ACTIVE;
    }

    Set<String> schemas() {
        Set<String> schemas = new TreeSet<>();
        wiring.getCapabilities("clientele.schema")
                .forEach(capability ->
                        schemas.add(String.valueOf(capability.getAttributes().get("schema"))));
        return schemas;
    }

    /** Components that provide a service, also those that are off. */
    List<ComponentDescriptionDTO> providing(Class<?> service) {
        return components.stream()
                .filter(component -> List.of(component.serviceInterfaces).contains(service.getName()))
                .toList();
    }

    /** Its services of a kind that are there now. */
    List<ServiceReference<?>> services(Class<?> type) {
        return services().stream()
                .filter(reference ->
                        List.of((String[]) reference.getProperty("objectClass")).contains(type.getName()))
                .toList();
    }

    List<ServiceReference<?>> services() {
        ServiceReference<?>[] all = bundle.getState() == Bundle.UNINSTALLED ? null : bundle.getRegisteredServices();
        return all == null ? List.of() : List.of(all);
    }

    boolean provides(Class<?> service) {
        return !providing(service).isEmpty() || !services(service).isEmpty();
    }

    /** The paths of files within the bundle itself. */
    Collection<String> files(String folder, String pattern, boolean below) {
        return new ArrayList<>(new TreeSet<>(wiring.listResources(
                folder, pattern, BundleWiring.LISTRESOURCES_LOCAL | (below ? BundleWiring.LISTRESOURCES_RECURSE : 0))));
    }
}
