package org.clientele.rest.idempotency.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.persistence.Transactions;

/**
 * Runs a request that carries an {@code Idempotency-Key} in one transaction with the record of its answer: either both are kept
 * or neither. Only successes are kept; whatever failed may be tried again with the same key. Thread-safe.
 */
public final class Idempotency {
    public static final String HEADER = "Idempotency-Key";
    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    /** Whom nobody knows shares the keys with all others, so they must be beyond guessing. */
    private static final int MIN_PUBLIC_LENGTH = 16;

    private final Supplier<Optional<Transactions>> transactions;
    private final AnswerTable table = new AnswerTable();

    /** @param transactions of the schema {@code rest}; empty while the database is away */
    public Idempotency(Supplier<Optional<Transactions>> transactions) {
        this.transactions = transactions;
    }

    /** Whether a request asks for it. */
    public static boolean isWanted(HttpServletRequest request) {
        return request.getHeader(HEADER) != null && METHODS.contains(request.getMethod());
    }

    /**
     * Serves the request, or sends the answer it got before.
     *
     * @param tellsSecret whether the answer holds a secret; asked once it is there
     */
    public void serve(
            Optional<Caller> caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Work work,
            BooleanSupplier tellsSecret)
            throws IOException {
        Transactions rest = transactions
                .get()
                .orElseThrow(() -> new Problem.Unavailable(
                        "database-unavailable", "The database is not available.", Duration.ofSeconds(2)));
        AnswerTable.Key key = key(caller, request.getHeader(HEADER));
        Outcome outcome;
        try (RepeatableBody body = RepeatableBody.of(request)) {
            outcome = rest.sql(connection ->
                    within(connection, key, new HashedRequest(request, body), response, work, tellsSecret));
        } catch (NotKept notKept) {
            outcome = new Outcome(notKept.answer, false);
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
        if (outcome.replayed()) {
            response.setHeader("Idempotent-Replayed", "true");
        }
        outcome.answer().send(response);
    }

    private Outcome within(
            Connection connection,
            AnswerTable.Key key,
            HashedRequest request,
            HttpServletResponse response,
            Work work,
            BooleanSupplier tellsSecret)
            throws SQLException {
        if (!table.lock(connection, key)) {
            throw new Problem.Conflict(
                    "idempotency-in-progress", "A request with this Idempotency-Key is still running.");
        }
        try {
            Optional<AnswerTable.Row> known = table.find(connection, key);
            if (known.isPresent()) {
                if (!Arrays.equals(known.get().requestHash(), request.hash())) {
                    throw new Problem.Unprocessable(
                            "idempotency-key-reused", "This Idempotency-Key was used for another request.");
                }
                StoredAnswer before = known.get().answer();
                return new Outcome(
                        Sealing.isSealed(before) ? Sealing.of(request).open(before) : before, true);
            }
            BufferedAnswer buffered = new BufferedAnswer(response);
            work.serve(request, buffered);
            StoredAnswer answer = buffered.stored();
            if (!answer.isSuccess()) {
                throw new NotKept(answer);
            }
            if (!answer.isSecret()) {
                StoredAnswer kept =
                        tellsSecret.getAsBoolean() ? Sealing.of(request).seal(answer) : answer;
                table.insert(connection, key, request.hash(), kept, answer.ids());
            }
            return new Outcome(answer, false);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static AnswerTable.Key key(Optional<Caller> caller, String header) {
        int minLength = caller.isPresent() ? 1 : MIN_PUBLIC_LENGTH;
        if (!KEY.matcher(header).matches() || header.length() < minLength) {
            throw new Problem.Invalid(
                    "idempotency-key",
                    "An Idempotency-Key has " + minLength + " to 255 visible ASCII characters.",
                    List.of());
        }
        return new AnswerTable.Key(caller.map(Caller::id).orElse("public"), header);
    }

    /** Deletes records that are older than a day. */
    public void deleteOld() {
        transactions.get().ifPresent(rest -> {
            while (rest.sql(table::deleteOld) == AnswerTable.BATCH) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
            }
        });
    }

    /** What serves the request once it is known to be the first. */
    @FunctionalInterface
    public interface Work {
        void serve(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    private record Outcome(StoredAnswer answer, boolean replayed) {}

    /** Rolls the transaction back, though nothing is wrong with it: the answer is an error. */
    private static final class NotKept extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient StoredAnswer answer;

        NotKept(StoredAnswer answer) {
            super(null, null, false, false);
            this.answer = answer;
        }
    }
}
