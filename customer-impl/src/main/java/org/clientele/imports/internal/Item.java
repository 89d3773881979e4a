package org.clientele.imports.internal;

import java.util.List;
import java.util.Optional;
import org.clientele.Problem;
import org.clientele.Problem.Violation;

/**
 * One thing of a file.
 *
 * @param line where it starts, counted from 1
 * @param value empty if it cannot be read
 * @param violations why not
 * @param bytes how much of the file it is
 * @param after how far a reader is that goes on after it
 */
record Item<T>(long line, Optional<T> value, List<Violation> violations, long bytes, Position after) {
    static <T> Item<T> of(long line, T value, long bytes, Position after) {
        return new Item<>(line, Optional.of(value), List.of(), bytes, after);
    }

    static <T> Item<T> broken(long line, List<Violation> violations, long bytes, Position after) {
        return new Item<>(line, Optional.empty(), violations, bytes, after);
    }

    Item<T> refused(Problem.Invalid invalid) {
        return broken(line, violations(invalid), bytes, after);
    }

    static List<Violation> violations(Problem.Invalid invalid) {
        return invalid.violations().isEmpty()
                ? List.of(new Violation("", invalid.code(), String.valueOf(invalid.getMessage())))
                : invalid.violations();
    }

    /**
     * A place between two things of a file.
     *
     * @param done bytes or documents before it, as progress shows them
     * @param line number of lines before it
     */
    record Position(long done, long line) {
        static final Position START = new Position(0, 0);
    }
}
