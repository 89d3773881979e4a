package org.clientele.mail.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Services that come and go, the one with the highest ranking first. Thread-safe. */
final class Ranked<T> {
    private final List<Service<T>> services = new CopyOnWriteArrayList<>();

    private record Service<T>(T service, int ranking) {}

    void add(T service, Map<String, ?> properties) {
        int ranking = properties.get("service.ranking") instanceof Integer number ? number : 0;
        services.add(new Service<>(service, ranking));
    }

    void remove(T service) {
        services.removeIf(present -> present.service() == service);
    }

    Stream<T> stream() {
        return services.stream()
                .sorted(Comparator.<Service<T>>comparingInt(Service::ranking).reversed())
                .map(Service::service);
    }
}
