package org.clientele.imports;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.clientele.Problem.Violation;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where the documents of an imported file go. Register it as a service with the properties {@link #TYPE} and {@link #SCOPE}.
 *
 * <p>The file is read line by line, or row by row with a mapping, and handed over in batches of at most 500; each batch is one
 * transaction with its checkpoint, so each document has its effect once, also across a crash. Called as the caller who started the
 * import, on a thread of the operation pool; never twice at the same time for one file.
 *
 * <p>A document is what JSON makes of it: members by their names, whose values are {@code null}, texts, booleans, whole numbers ({@link
 * Long}, {@link java.math.BigInteger} if they are too large for that), {@link java.math.BigDecimal}, lists and maps of the same.
 */
@ConsumerType
@FunctionalInterface
public interface ImportTarget {
    /**
     * The service property with the word after {@code ?type=}: lower-case letters, digits, dots and hyphens. A plugin's is its word, a
     * dot and something: {@code loyalty.points}. Required.
     */
    String TYPE = "import.type";

    /** The service property with the scope that the caller needs who imports. Required. */
    String SCOPE = "import.scope";

    /**
     * Writes documents in the running transaction. What is wrong with one of them is told by its result; what this throws fails the
     * whole import, except for a {@link org.clientele.Problem.Conflict}, after which the batch is tried some times again, a {@link
     * org.clientele.Problem.Invalid}, after which it comes again in halves until the one document that is to blame is refused, and a
     * {@link org.clientele.Problem.Unavailable}, after which the import pauses.
     *
     * @param documents at least one; no two of them have a {@linkplain #keys key} in common
     * @return one result for each, in their order
     */
    List<Result> write(List<Map<String, @Nullable Object>> documents);

    /** What tells this document from others: two that have one in common are not written in the same batch. */
    default Set<String> keys(Map<String, @Nullable Object> document) {
        return Set.of();
    }

    /**
     * What became of a document.
     *
     * @param violations why it failed; with any other outcome, what was left out of it
     */
    record Result(Outcome outcome, List<Violation> violations) {
        public Result {
            violations = List.copyOf(violations);
        }

        /** It is done. */
        public static Result of(Outcome outcome) {
            return new Result(outcome, List.of());
        }

        /** It is refused. */
        public static Result failed(List<Violation> violations) {
            return new Result(Outcome.FAILED, violations);
        }
    }

    /** How it went. */
    enum Outcome {
        CREATED,
        UPDATED,
        /** It was there already, just like that. */
        UNCHANGED,
        FAILED
    }
}
