package org.clientele.offer.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What is bought, by whom.
 *
 * @param currency of the cart; empty while it has none
 * @param groups the codes of those that the customer is in
 * @param segments which ones the customer is in; asked only if it matters
 */
record Sale(List<Line> lines, Optional<String> currency, Instant now, Set<String> groups, Predicate<UUID> segments) {
    Sale {
        lines = List.copyOf(lines);
        groups = Set.copyOf(groups);
    }

    /** So much of a product. */
    record Line(String sku, long quantity, long unitPrice) {
        long amount() {
            return Math.max(0, Math.multiplyExact(quantity, unitPrice));
        }
    }

    /** How many pieces there are, of these products or, if none is named, of all. */
    long units(List<String> skus) {
        long units = 0;
        for (Line line : lines) {
            if (skus.isEmpty() || skus.contains(line.sku())) {
                units = Math.addExact(units, line.quantity());
            }
        }
        return units;
    }

    long subtotal() {
        long subtotal = 0;
        for (Line line : lines) {
            subtotal = Math.addExact(subtotal, line.amount());
        }
        return subtotal;
    }
}
