package org.clientele.cart;

import java.util.Optional;

/**
 * How often a line is delivered.
 *
 * @param every how many units lie between two deliveries, 1 to 365; empty for {@link Type#ONCE}
 */
public record Schedule(Type type, Optional<Integer> every, Optional<Unit> unit) {
    /** Delivered with the order and never again. */
    public static final Schedule ONCE = new Schedule(Type.ONCE, Optional.empty(), Optional.empty());

    /** Again and again: becomes a subscription at checkout. */
    public static Schedule recurring(int every, Unit unit) {
        return new Schedule(Type.RECURRING, Optional.of(every), Optional.of(unit));
    }

    /** Whether once. */
    public enum Type {
        ONCE,
        RECURRING
    }

    /** What is counted between deliveries. */
    public enum Unit {
        DAY,
        WEEK,
        MONTH,
        YEAR
    }
}
