package org.clientele.bulk.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clientele.customer.CustomerQuery;
import org.jspecify.annotations.Nullable;

/**
 * What a bulk operation is to do, as its parameters keep it.
 *
 * @param query whom it is about; empty if the ids are kept already
 * @param confirmed how many customers people were told
 * @param abort whether the first refusal ends it
 */
record Job(
        String action,
        Map<String, @Nullable Object> params,
        Optional<CustomerQuery> query,
        Optional<Long> confirmed,
        boolean abort,
        boolean dryRun) {

    Map<String, @Nullable Object> parameters() {
        Map<String, @Nullable Object> kept = new HashMap<>();
        kept.put("action", action);
        kept.put("params", params);
        kept.put("confirmed", confirmed.orElse(null));
        kept.put("abort", abort);
        kept.put("dryRun", dryRun);
        query.ifPresent(asked -> {
            kept.put("query", true);
            kept.put("q", asked.q().orElse(null));
            kept.put("filter", asked.filter().orElse(null));
            kept.put("view", asked.view().orElse(null));
        });
        return kept;
    }

    static Job of(Map<String, @Nullable Object> kept) {
        Optional<CustomerQuery> query = Optional.empty();
        if (flag(kept, "query")) {
            query = Optional.of(new CustomerQuery(
                    text(kept, "q"), text(kept, "filter"), text(kept, "view"), Optional.empty(), List.of()));
        }
        return new Job(
                text(kept, "action").orElseThrow(),
                params(kept),
                query,
                kept.get("confirmed") instanceof Number number ? Optional.of(number.longValue()) : Optional.empty(),
                flag(kept, "abort"),
                flag(kept, "dryRun"));
    }

    @SuppressWarnings("unchecked") // An object of JSON has names for keys.
    private static Map<String, @Nullable Object> params(Map<String, @Nullable Object> kept) {
        return kept.get("params") instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }

    private static Optional<String> text(Map<String, @Nullable Object> kept, String name) {
        return kept.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static boolean flag(Map<String, @Nullable Object> kept, String name) {
        return Boolean.TRUE.equals(kept.get(name));
    }
}
