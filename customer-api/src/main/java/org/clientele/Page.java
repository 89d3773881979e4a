package org.clientele;

import java.util.List;
import java.util.Optional;

/**
 * A part of a longer list.
 *
 * @param items in the order asked for
 * @param total how many there are in all
 * @param next where the next page starts: the {@code after} of its {@link Request}; empty on the last page
 * @param prev where the page before starts: the {@code before} of its {@link Request}; empty on the first page
 */
public record Page<T>(List<T> items, Total total, Optional<String> next, Optional<String> prev) {
    public Page {
        items = List.copyOf(items);
    }

    /** A page asked for by its number, of a list whose length was counted. */
    public static <T> Page<T> of(List<T> items, long total) {
        return new Page<>(items, new Total(total, true), Optional.empty(), Optional.empty());
    }

    /**
     * How many there are in all.
     *
     * @param items never negative
     * @param exact whether it was counted; otherwise it is the planner's estimate
     */
    public record Total(long items, boolean exact) {}

    /**
     * Which part is wanted: a page by its number, or the rows after or before a cursor.
     *
     * @param number 1-based; ignored when there is a cursor
     * @param size how many rows at most, at least 1; over HTTP 10 to 100, and from 1 with a cursor
     * @param after an opaque cursor from {@link Page#next()}
     * @param before an opaque cursor from {@link Page#prev()}
     */
    public record Request(int number, int size, Optional<String> after, Optional<String> before) {
        public Request {
            if (number < 1 || size < 1) {
                throw new IllegalArgumentException("page " + number + " of " + size);
            }
        }

        /** How many rows come before a page asked for by its number. */
        public long offset() {
            return (number - 1L) * size;
        }

        /** A page by its number, counted from 1. */
        public static Request page(int number, int size) {
            return new Request(number, size, Optional.empty(), Optional.empty());
        }

        /** The rows that follow a cursor. */
        public static Request after(String cursor, int size) {
            return new Request(1, size, Optional.of(cursor), Optional.empty());
        }
    }
}
