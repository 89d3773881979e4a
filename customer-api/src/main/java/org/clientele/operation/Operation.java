package org.clientele.operation;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A piece of long work, as it stands now.
 *
 * @param kind what it is, such as {@code orders.import}
 * @param progress how far it is
 * @param result what came of it: small, JSON-like values only (strings, numbers, booleans, lists, maps)
 * @param errors how many single items failed; {@link Operations#errors} lists them
 * @param startedBy the id of the {@link org.clientele.access.Caller}
 */
public record Operation(
        UUID id,
        String kind,
        State state,
        Progress progress,
        Map<String, @Nullable Object> result,
        long errors,
        String startedBy,
        Instant createdAt,
        Optional<Instant> finishedAt) {

    /** Where an operation stands. */
    public enum State {
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED;

        /** Whether nothing will change any more. */
        public boolean isFinal() {
            return this == SUCCEEDED || this == FAILED || this == CANCELLED;
        }
    }

    /**
     * @param done items or bytes worked off
     * @param total how many there are; empty while unknown
     */
    public record Progress(long done, Optional<Long> total) {}

    /**
     * One item that could not be done; the others were.
     *
     * @param item where: the 1-based line of an import, or an id
     * @param pointer JSON Pointer into that item; empty for the whole of it
     */
    public record ItemError(String item, String pointer, String code, String detail) {}
}
