package org.clientele.bulk.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.clientele.bulk.BulkAction;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The actions that are there now. Thread-safe. */
@Component(service = BulkActions.class)
public final class BulkActions {
    private static final Logger LOG = LoggerFactory.getLogger(BulkActions.class);

    private final List<Named> actions = new CopyOnWriteArrayList<>();

    /** An action and what its service properties tell. */
    record Named(
            String name, String title, String scope, boolean confirm, List<Parameter> parameters, BulkAction action) {}

    @Reference(
            service = BulkAction.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void add(BulkAction action, Map<String, ?> properties) {
        try {
            String name = text(properties.get(BulkAction.ACTION)).orElseThrow();
            actions.add(new Named(
                    name,
                    text(properties.get(BulkAction.TITLE)).orElse(name),
                    text(properties.get(BulkAction.SCOPE)).orElseThrow(),
                    String.valueOf(properties.get(BulkAction.CONFIRM)).equals("true"),
                    texts(properties.get(BulkAction.PARAMS)).stream()
                            .map(Parameter::parse)
                            .toList(),
                    action));
        } catch (RuntimeException e) {
            LOG.error(
                    "{} is left out: it needs the properties {} and {}, and {} if there are parameters",
                    action.getClass().getName(),
                    BulkAction.ACTION,
                    BulkAction.SCOPE,
                    BulkAction.PARAMS,
                    e);
        }
    }

    void remove(BulkAction action) {
        actions.removeIf(named -> named.action() == action);
    }

    /** The first that came with the name. */
    Optional<Named> find(String name) {
        return actions.stream().filter(named -> named.name().equals(name)).findFirst();
    }

    List<Named> all() {
        return actions.stream().sorted(Comparator.comparing(Named::name)).toList();
    }

    private static Optional<String> text(@Nullable Object value) {
        return value instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    private static List<String> texts(@Nullable Object value) {
        if (value instanceof String text) {
            return List.of(text);
        } else if (value instanceof Object[] several) {
            return Arrays.stream(several).map(String::valueOf).toList();
        } else if (value instanceof Collection<?> several) {
            return several.stream().map(String::valueOf).toList();
        }
        return List.of();
    }
}
