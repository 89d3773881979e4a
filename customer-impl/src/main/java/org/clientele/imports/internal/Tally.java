package org.clientele.imports.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.clientele.imports.internal.Item.Position;
import org.jspecify.annotations.Nullable;

/** How far an import is and what came of it so far; a checkpoint holds it as text. */
record Tally(
        Position position,
        long documents,
        long created,
        long updated,
        long unchanged,
        long failed,
        long customersCreated) {
    static final Tally NOTHING = new Tally(Position.START, 0, 0, 0, 0, 0, 0);

    static Tally parse(String checkpoint) {
        String[] parts = checkpoint.split(" ", -1);
        return new Tally(
                new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1])),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                Long.parseLong(parts[5]),
                Long.parseLong(parts[6]),
                Long.parseLong(parts[7]));
    }

    String checkpoint() {
        return position.done() + " " + position.line() + " " + documents + " " + created + " " + updated + " "
                + unchanged + " " + failed + " " + customersCreated;
    }

    Tally plus(Written more, Position after) {
        return new Tally(
                after,
                documents + more.created() + more.updated() + more.unchanged() + more.failed(),
                created + more.created(),
                updated + more.updated(),
                unchanged + more.unchanged(),
                failed + more.failed(),
                customersCreated + more.customersCreated());
    }

    /** @param customers whether it tells how many customers were made */
    Map<String, @Nullable Object> result(boolean customers) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("documents", documents);
        result.put("created", created);
        result.put("updated", updated);
        result.put("unchanged", unchanged);
        result.put("failed", failed);
        if (customers) {
            result.put("customersCreated", customersCreated);
        }
        return result;
    }
}
