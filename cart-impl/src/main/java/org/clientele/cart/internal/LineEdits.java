package org.clientele.cart.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.cart.Cart;
import org.clientele.cart.Carts;
import org.clientele.cart.Schedule;
import org.clientele.catalog.Catalogue;
import org.clientele.catalog.Product;

/** Puts lines into a cart, changes them and takes them out. */
final class LineEdits {
    private final Pricing pricing;
    private final int mostLines;
    private final int mostUnits;

    LineEdits(Pricing pricing, int mostLines, int mostUnits) {
        this.pricing = pricing;
        this.mostLines = mostLines;
        this.mostUnits = mostUnits;
    }

    /** @param at where in the body it stands */
    void add(CartDraft cart, Carts.Addition addition, String at) {
        Schedule schedule = addition.schedule().orElse(Schedule.ONCE);
        Product product = product(cart, addition.sku(), at);
        if (cart.currency.isEmpty()) {
            cart.currency = Optional.of(product.price().currency());
        }
        requireSold(product, cart.currency.get(), at);
        int present = indexOf(cart.lines, addition.sku(), schedule);
        long before = present < 0 ? 0 : cart.lines.get(present).quantity();
        long quantity = Math.addExact(before, addition.quantity());
        requireRoom(cart, product, Math.addExact(inOtherLines(cart, addition.sku(), present), quantity), at);
        if (present >= 0) {
            cart.lines.set(present, with(cart.lines.get(present), quantity, schedule));
            return;
        }
        if (cart.lines.size() >= mostLines) {
            throw new Problem.Conflict("too-many-lines", "A cart takes at most " + mostLines + " lines.");
        }
        cart.lines.add(new Cart.Line(
                Uuid7.next(), product.sku(), Optional.of(product.name()), quantity, 0, 0, 0, schedule, true));
    }

    void change(CartDraft cart, UUID id, Carts.LineChange change) {
        int index = indexOf(cart.lines, id);
        Cart.Line line = cart.lines.get(index);
        Schedule schedule = change.schedule().orElse(line.schedule());
        long quantity = change.quantity().orElse(line.quantity());
        int other = indexOf(cart.lines, line.sku(), schedule);
        if (other >= 0 && other != index) {
            quantity = Math.addExact(quantity, cart.lines.get(other).quantity());
        }
        if (quantity > line.quantity()) {
            long elsewhere = inOtherLines(cart, line.sku(), index)
                    - (other >= 0 && other != index ? cart.lines.get(other).quantity() : 0);
            requireRoom(cart, product(cart, line.sku(), ""), Math.addExact(elsewhere, quantity), "");
        }
        cart.lines.set(index, with(line, quantity, schedule));
        if (other >= 0 && other != index) {
            cart.lines.remove(other);
        }
    }

    void remove(CartDraft cart, UUID id) {
        cart.lines.remove(indexOf(cart.lines, id));
    }

    private Product product(CartDraft cart, String sku, String at) {
        Catalogue.Offered offered =
                pricing.offered(cart, Set.of(sku), List.of()).get(sku);
        if (offered == null) {
            throw Problem.Invalid.at(at + "/sku", "unknown-product", "There is no such product.");
        }
        return offered.product();
    }

    private static void requireSold(Product product, String currency, String at) {
        if (!product.active()) {
            throw Problem.Invalid.at(at + "/sku", "not-sold", "This product is not sold now.");
        }
        if (product.priceIn(currency).isEmpty()) {
            throw Problem.Invalid.at(at + "/sku", "currency", "This product is not sold in the currency of the cart.");
        }
    }

    private void requireRoom(CartDraft cart, Product product, long quantity, String at) {
        long most = Math.min(mostUnits, product.maxQuantity().orElse((long) mostUnits));
        if (quantity > most) {
            throw Problem.Invalid.at(
                    at + "/quantity", "too-many", "A cart takes at most " + most + " of this product.");
        }
    }

    private static long inOtherLines(CartDraft cart, String sku, int but) {
        long units = 0;
        for (int i = 0; i < cart.lines.size(); i++) {
            if (i != but && cart.lines.get(i).sku().equals(sku)) {
                units = Math.addExact(units, cart.lines.get(i).quantity());
            }
        }
        return units;
    }

    private static int indexOf(List<Cart.Line> lines, String sku, Schedule schedule) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).sku().equals(sku) && lines.get(i).schedule().equals(schedule)) {
                return i;
            }
        }
        return -1;
    }

    private static int indexOf(List<Cart.Line> lines, UUID id) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).id().equals(id)) {
                return i;
            }
        }
        throw new Problem.NotFound("There is no such line.");
    }

    static Cart.Line with(Cart.Line line, long quantity, Schedule schedule) {
        return new Cart.Line(
                line.id(),
                line.sku(),
                line.name(),
                quantity,
                line.unitPrice(),
                line.discount(),
                line.total(),
                schedule,
                line.available());
    }
}
