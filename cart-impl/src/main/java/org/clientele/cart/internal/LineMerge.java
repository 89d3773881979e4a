package org.clientele.cart.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.cart.Cart;
import org.clientele.cart.CartMerge;
import org.clientele.cart.CartMerge.MergedLine;
import org.clientele.cart.CartMerge.Policy;

/** The lines of two carts become those of one. Computes only, and loses nothing: each line ends in one bucket. Used once. */
final class LineMerge {
    private static final String LIMIT = "limit";

    private final Side into;
    private final Side from;
    private final Policy policy;
    private final Terms terms;

    private final List<Cart.Line> lines;
    /** What gave way; the places of the lines in the cart that is left. */
    private final Set<UUID> gone = new HashSet<>();

    private final List<MergedLine> added = new ArrayList<>();
    private final List<MergedLine> summed = new ArrayList<>();
    private final List<MergedLine> replaced = new ArrayList<>();
    private final List<MergedLine> dropped = new ArrayList<>();
    private final Set<UUID> grown = new HashSet<>();

    private LineMerge(Side into, Side from, Policy policy, Terms terms) {
        this.into = into;
        this.from = from;
        this.policy = policy;
        this.terms = terms;
        this.lines = new ArrayList<>(into.lines());
    }

    /** A cart that takes part. */
    record Side(UUID cart, List<Cart.Line> lines) {}

    /** What the cart that is left takes. */
    interface Terms {
        /** Whether the product can be in it, in its currency. */
        boolean isSold(String sku);

        /** How many of the product in all its lines. */
        long most(String sku);

        int mostLines();

        /** Whether the cart that is merged was changed after the other. */
        boolean fromIsNewer();
    }

    /** The lines of the cart that is left, and what became of all. */
    record Outcome(List<Cart.Line> lines, CartMerge.Buckets buckets) {}

    static Outcome of(Side into, Side from, Policy policy, Terms terms) {
        return new LineMerge(into, from, policy, terms).run();
    }

    private Outcome run() {
        if (policy == Policy.REPLACE && from.lines().stream().anyMatch(line -> terms.isSold(line.sku()))) {
            lines.clear();
            into.lines().forEach(line -> gone.add(line.id()));
        }
        from.lines().forEach(this::take);
        List<MergedLine> kept = new ArrayList<>();
        for (Cart.Line line : into.lines()) {
            if (grown.contains(line.id())) {
                summed.add(merged(into, line, line.quantity(), Optional.empty()));
            } else if (gone.contains(line.id())) {
                replaced.add(merged(into, line, 0, Optional.of(policy == Policy.KEEP_NEWER ? "older" : "policy")));
            } else {
                kept.add(merged(into, line, line.quantity(), Optional.empty()));
            }
        }
        return new Outcome(List.copyOf(lines), new CartMerge.Buckets(kept, added, summed, replaced, dropped));
    }

    private void take(Cart.Line line) {
        int equal = equal(line);
        if (policy == Policy.KEEP_CUSTOMER) {
            drop(line, "policy");
        } else if (!terms.isSold(line.sku())) {
            drop(line, "currency");
        } else if (equal < 0) {
            append(line);
        } else if (policy == Policy.ADD || isOfFrom(lines.get(equal))) {
            sum(line, equal);
        } else if (terms.fromIsNewer()) {
            replace(line, equal);
        } else {
            drop(line, "older");
        }
    }

    private void append(Cart.Line line) {
        long room = Math.min(line.quantity(), room(line.sku(), 0));
        if (room < 1) {
            drop(line, LIMIT);
        } else if (lines.size() >= terms.mostLines()) {
            drop(line, "too-many-lines");
        } else {
            lines.add(LineEdits.with(line, room, line.schedule()));
            added.add(merged(from, line, room, cut(line, room)));
        }
    }

    private void sum(Cart.Line line, int at) {
        Cart.Line present = lines.get(at);
        long room = Math.min(line.quantity(), room(line.sku(), 0));
        if (room < 1) {
            drop(line, LIMIT);
            return;
        }
        lines.set(at, LineEdits.with(present, present.quantity() + room, present.schedule()));
        grown.add(present.id());
        summed.add(merged(from, line, room, cut(line, room)));
    }

    private void replace(Cart.Line line, int at) {
        Cart.Line present = lines.get(at);
        long room = Math.min(line.quantity(), room(line.sku(), present.quantity()));
        if (room < 1) {
            drop(line, LIMIT);
            return;
        }
        lines.set(at, LineEdits.with(line, room, line.schedule()));
        gone.add(present.id());
        added.add(merged(from, line, room, cut(line, room)));
    }

    private void drop(Cart.Line line, String reason) {
        dropped.add(merged(from, line, 0, Optional.of(reason)));
    }

    private static Optional<String> cut(Cart.Line line, long taken) {
        return taken < line.quantity() ? Optional.of(LIMIT) : Optional.empty();
    }

    private boolean isOfFrom(Cart.Line line) {
        return from.lines().stream().anyMatch(own -> own.id().equals(line.id()));
    }

    private int equal(Cart.Line line) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).sku().equals(line.sku()) && lines.get(i).schedule().equals(line.schedule())) {
                return i;
            }
        }
        return -1;
    }

    /** @param free what gives way */
    private long room(String sku, long free) {
        long there = lines.stream()
                .filter(line -> line.sku().equals(sku))
                .mapToLong(Cart.Line::quantity)
                .sum();
        return Math.max(0, terms.most(sku) - there + free);
    }

    private static MergedLine merged(Side side, Cart.Line line, long taken, Optional<String> reason) {
        return new MergedLine(side.cart(), line.id(), line.sku(), line.schedule(), line.quantity(), taken, reason);
    }
}
