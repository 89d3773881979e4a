package org.clientele;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Why a call was refused, in the terms of RFC 9457. Over HTTP it becomes an {@code application/problem+json} answer with
 * the status of its kind.
 *
 * <p>{@link #code()} is stable and kebab-case; {@link #getMessage() the detail} is for people and must hold neither SQL nor
 * personal data. Instances are immutable.
 */
public abstract sealed class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient List<Violation> violations;

    private Problem(String code, String detail, List<Violation> violations) {
        super(detail, null, false, false);
        this.code = Objects.requireNonNull(code);
        this.violations = List.copyOf(violations);
    }

    /** The stable, kebab-case name of what went wrong, such as {@code email-taken}. */
    public final String code() {
        return code;
    }

    /** What exactly is wrong with the input; empty when the problem is not about single members. */
    public final List<Violation> violations() {
        return violations;
    }

    /** The HTTP status that stands for this kind of problem. */
    public abstract int status();

    /**
     * One wrong member of the input.
     *
     * @param pointer a JSON Pointer (RFC 6901) into the body such as {@code /addresses/0/country}, or {@code ?name} for a
     *     query parameter
     * @param code stable, kebab-case
     * @param detail for people; never repeats personal data
     */
    public record Violation(String pointer, String code, String detail) {}

    /** The input is wrong (400). */
    public static final class Invalid extends Problem {
        private static final long serialVersionUID = 1L;

        public Invalid(String code, String detail, List<Violation> violations) {
            super(code, detail, violations);
        }

        /** A single wrong member, with the code {@code validation}. */
        public static Invalid at(String pointer, String code, String detail) {
            return new Invalid("validation", detail, List.of(new Violation(pointer, code, detail)));
        }

        /**
         * Runs the checks and throws one problem that lists everything they found.
         *
         * @throws Invalid with the code {@code validation} if at least one check complained
         */
        public static void check(Consumer<Checks> checks) {
            Checks found = new Checks();
            checks.accept(found);
            found.throwIfAny();
        }

        @Override
        public int status() {
            return 400;
        }
    }

    /** No or no valid credentials (401). */
    public static final class Unauthenticated extends Problem {
        private static final long serialVersionUID = 1L;

        public Unauthenticated(String code, String detail) {
            super(code, detail, List.of());
        }

        @Override
        public int status() {
            return 401;
        }
    }

    /** Known caller, too few rights (403). */
    public static final class Forbidden extends Problem {
        private static final long serialVersionUID = 1L;

        public Forbidden(String code, String detail) {
            super(code, detail, List.of());
        }

        @Override
        public int status() {
            return 403;
        }
    }

    /** Nothing there that the caller may see (404). */
    public static final class NotFound extends Problem {
        private static final long serialVersionUID = 1L;

        public NotFound(String code, String detail) {
            super(code, detail, List.of());
        }

        /** With the code {@code not-found}. */
        public NotFound(String detail) {
            this("not-found", detail);
        }

        @Override
        public int status() {
            return 404;
        }
    }

    /** The request contradicts the present state (409). */
    public static final class Conflict extends Problem {
        private static final long serialVersionUID = 1L;

        public Conflict(String code, String detail) {
            super(code, detail, List.of());
        }

        /** @param violations where in the present state */
        public Conflict(String code, String detail, List<Violation> violations) {
            super(code, detail, violations);
        }

        @Override
        public int status() {
            return 409;
        }
    }

    /** Was there, is no more (410). */
    public static final class Gone extends Problem {
        private static final long serialVersionUID = 1L;

        public Gone(String code, String detail) {
            super(code, detail, List.of());
        }

        @Override
        public int status() {
            return 410;
        }
    }

    /** Somebody else changed it meanwhile (412), with the code {@code stale}. */
    public static final class Stale extends Problem {
        private static final long serialVersionUID = 1L;

        public Stale(String detail) {
            super("stale", detail, List.of());
        }

        @Override
        public int status() {
            return 412;
        }
    }

    /** The change must name the version it is based on (428), with the code {@code precondition-required}. */
    public static final class PreconditionRequired extends Problem {
        private static final long serialVersionUID = 1L;

        public PreconditionRequired(String detail) {
            super("precondition-required", detail, List.of());
        }

        @Override
        public int status() {
            return 428;
        }
    }

    /** More than is taken (413), with the code {@code too-large}. */
    public static final class TooLarge extends Problem {
        private static final long serialVersionUID = 1L;

        public TooLarge(String detail) {
            super("too-large", detail, List.of());
        }

        @Override
        public int status() {
            return 413;
        }
    }

    /** A content type nobody here reads (415), with the code {@code unsupported-media-type}. */
    public static final class UnsupportedMediaType extends Problem {
        private static final long serialVersionUID = 1L;

        public UnsupportedMediaType(String detail) {
            super("unsupported-media-type", detail, List.of());
        }

        @Override
        public int status() {
            return 415;
        }
    }

    /** Well-formed, yet not to be done (422). */
    public static final class Unprocessable extends Problem {
        private static final long serialVersionUID = 1L;

        public Unprocessable(String code, String detail) {
            super(code, detail, List.of());
        }

        @Override
        public int status() {
            return 422;
        }
    }

    /** Too much at once (429); try again after a while. */
    public static final class TooMany extends Problem {
        private static final long serialVersionUID = 1L;
        private final Duration retryAfter;

        public TooMany(String code, String detail, Duration retryAfter) {
            super(code, detail, List.of());
            this.retryAfter = retryAfter;
        }

        /** How long to wait, at least. */
        public Duration retryAfter() {
            return retryAfter;
        }

        @Override
        public int status() {
            return 429;
        }
    }

    /** Not now (503): saturated, or the database is away. Nothing was changed. */
    public static final class Unavailable extends Problem {
        private static final long serialVersionUID = 1L;
        private final Duration retryAfter;

        public Unavailable(String code, String detail, Duration retryAfter) {
            super(code, detail, List.of());
            this.retryAfter = retryAfter;
        }

        /** How long to wait, at least. */
        public Duration retryAfter() {
            return retryAfter;
        }

        @Override
        public int status() {
            return 503;
        }
    }

    /** Collects what is wrong with an input, so that the caller hears everything at once. Not thread-safe. */
    public static final class Checks {
        private final List<Violation> violations = new ArrayList<>();

        /** Complains unless the condition holds. */
        public Checks that(boolean holds, String pointer, String code, String detail) {
            if (!holds) {
                violations.add(new Violation(pointer, code, detail));
            }
            return this;
        }

        /** Everything that was found so far. */
        public List<Violation> violations() {
            return List.copyOf(violations);
        }

        /** @throws Invalid with the code {@code validation} if there is a violation */
        public void throwIfAny() {
            if (!violations.isEmpty()) {
                throw new Invalid("validation", violations.get(0).detail(), violations);
            }
        }
    }
}
