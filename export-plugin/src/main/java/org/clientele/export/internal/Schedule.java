package org.clientele.export.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.customer.CustomerQuery;

/**
 * A schedule as it is kept, and as REST shows it.
 *
 * @param owner the id of the caller as whom it runs
 * @param nextAt when it is due; a time that was missed is made up once
 * @param lastAt when it was due last
 * @param lastExport what came of that
 * @param lastProblem the code of what was in the way
 */
public record Schedule(
        UUID id,
        String owner,
        String name,
        String format,
        Map<String, String> options,
        List<String> fields,
        ListQuery query,
        ScheduleDraft.Every every,
        Optional<java.time.DayOfWeek> weekday,
        String at,
        String timeZone,
        ScheduleDraft.Target to,
        boolean enabled,
        Instant nextAt,
        Optional<Instant> lastAt,
        Optional<UUID> lastExport,
        Optional<String> lastProblem,
        Instant createdAt,
        long version) {

    CustomerQuery customers() {
        return query.with(fields);
    }

    /** The draft that makes the same. */
    ScheduleDraft draft() {
        return new ScheduleDraft(
                Optional.of(name),
                Optional.of(format),
                Optional.of(new java.util.LinkedHashMap<>(options)),
                Optional.of(fields),
                Optional.of(query),
                Optional.of(every),
                weekday,
                Optional.of(at),
                Optional.of(timeZone),
                Optional.of(to),
                Optional.of(enabled));
    }
}
