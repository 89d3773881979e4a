package org.clientele.merge;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Customers that were made one.
 *
 * @param customerId the survivor
 * @param from who became part of it, in the order asked for
 * @param mergedBy the name of who did it
 * @param undoableUntil by the clock of the database; other reasons may rule an undo out earlier
 */
public record Merge(
        UUID id,
        UUID customerId,
        List<Source> from,
        State state,
        Instant mergedAt,
        String mergedBy,
        Instant undoableUntil,
        Optional<Instant> undoneAt,
        Optional<String> undoneBy) {
    public Merge {
        from = List.copyOf(from);
    }

    /** Who became part of the survivor. */
    public record Source(UUID id, String reference) {}

    /** What has become of a merge. */
    public enum State {
        DONE,
        UNDONE,
        /** It is too old to be undone. */
        EXPIRED,
        /** The survivor was erased. */
        ERASED
    }

    /**
     * What a merge would come to.
     *
     * @param fields those in which the customers differ
     * @param moves how much would move, by what it is
     */
    public record Preview(UUID customerId, List<UUID> from, List<Field> fields, Map<String, Long> moves) {
        public Preview {
            from = List.copyOf(from);
            fields = List.copyOf(fields);
            moves = Map.copyOf(moves);
        }
    }

    /**
     * A field to choose.
     *
     * @param name such as {@code firstName} or {@code customFields.size}
     * @param chosen whose value the survivor would have
     * @param values by customer, without those who have none; empty if the caller may not see them
     */
    public record Field(String name, UUID chosen, Map<UUID, Object> values) {
        public Field {
            values = Map.copyOf(values);
        }
    }
}
