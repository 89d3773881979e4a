package org.clientele.persistence.internal;

import jakarta.persistence.OptimisticLockException;
import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.clientele.Problem;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a failure of the database means to a caller. SQL, values and the server's words stay behind. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(2);
    private static final int MAX_CAUSES = 20;

    private Failures() {}

    /** The problem that the failure stands for, or the failure itself if it is a mistake of the program. */
    static RuntimeException translated(Exception failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        if (find(failure, OptimisticLockException.class).isPresent()) {
            return new Problem.Stale("It was changed by somebody else meanwhile.");
        }
        Optional<SQLException> sql = rootSql(failure);
        if (sql.isPresent()) {
            Problem problem = problem(sql.get());
            if (problem != null) {
                log(problem, sql.get());
                return problem;
            }
        }
        if (failure instanceof RuntimeException unchecked) {
            return unchecked;
        }
        return new IllegalStateException(
                "The database refused a statement, SQLState "
                        + sql.map(Failures::state).orElse("unknown"),
                failure);
    }

    /** Whether the transaction lost against another one that ran at the same time, so that it may well succeed now. */
    static boolean isWorthRepeating(Exception failure) {
        return rootSql(failure)
                .map(Failures::state)
                .filter(state -> state.equals("40P01") || state.equals("40001"))
                .isPresent();
    }

    /** Whether it may pass by itself: the database is away or others hold a lock. */
    static boolean mayPass(Exception failure) {
        return rootSql(failure)
                .map(Failures::problem)
                .filter(Problem.Unavailable.class::isInstance)
                .isPresent();
    }

    private static @Nullable Problem problem(SQLException failure) {
        String state = state(failure);
        if (isAway(failure)) {
            return new Problem.Unavailable("database-away", "The database cannot be reached at the moment.", LATER);
        }
        switch (state) {
            case "23505", "23503", "23P01":
                return new Problem.Conflict(
                        constraintCode(failure).orElse("conflict"), "It contradicts what is stored already.");
            case "23502", "23514":
                return new Problem.Invalid(
                        constraintCode(failure).orElse("invalid-data"), "A value is not allowed.", List.of());
            case "40P01", "40001", "55P03":
                return new Problem.Unavailable("busy", "Others are changing the same data.", SOON);
            case "57014", "25P03", "25P04":
                return new Problem.Unavailable("timeout", "It took too long and was given up.", SOON);
            case "53100":
                return new Problem.Unavailable("storage-full", "The database has no space left.", LATER);
            default:
        }
        // The driver uses class 22 for wrong calls, the server for wrong values.
        if ((state.startsWith("22") || state.startsWith("54"))
                && server(failure).isPresent()) {
            return new Problem.Invalid("invalid-data", "A value cannot be stored.", List.of());
        }
        return null;
    }

    private static boolean isAway(SQLException failure) {
        String state = state(failure);
        return failure instanceof SQLTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("57P0")
                || state.equals("53300")
                || state.equals("25006")
                || state.equals("58030")
                || find(failure, IOException.class).isPresent();
    }

    private static Optional<String> constraintCode(SQLException failure) {
        return server(failure)
                .map(ServerErrorMessage::getConstraint)
                .filter(name -> name.contains("__"))
                .map(name -> name.substring(name.indexOf("__") + 2).replace('_', '-'));
    }

    private static Optional<ServerErrorMessage> server(SQLException failure) {
        return find(failure, PSQLException.class).map(PSQLException::getServerErrorMessage);
    }

    /** Those that callers cause are their business; the others are the operator's. */
    private static void log(Problem problem, SQLException cause) {
        if (problem instanceof Problem.Unavailable) {
            LOG.warn("{}: SQLState {}, {}", problem.code(), state(cause), cause.getMessage());
        } else {
            LOG.debug("{}: SQLState {}", problem.code(), state(cause));
        }
    }

    private static String state(SQLException failure) {
        return failure.getSQLState() == null ? "none" : failure.getSQLState();
    }

    /** The exception of a batch repeats the statement; the one behind it tells what happened. */
    private static Optional<SQLException> rootSql(Exception failure) {
        return find(failure, SQLException.class)
                .map(sql -> sql instanceof BatchUpdateException && sql.getNextException() != null
                        ? sql.getNextException()
                        : sql);
    }

    private static <T> Optional<T> find(Throwable failure, Class<T> type) {
        Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
