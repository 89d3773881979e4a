package org.clientele.cart.internal;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.cart.Attribution;
import org.clientele.cart.Carts;
import org.clientele.cart.Schedule;

/** What is sent of carts, on both surfaces. */
final class CartBodies {
    private CartBodies() {}

    /** A new cart; everything may be absent. */
    public record NewCart(
            Optional<UUID> customerId,
            Optional<String> currency,
            Optional<String> sellerAccount,
            Optional<String> country,
            Optional<Attribution> attribution,
            Optional<List<NewLine>> lines) {
        Carts.Opening opening() {
            return new Carts.Opening(
                    customerId,
                    currency,
                    sellerAccount,
                    country,
                    attribution,
                    lines.orElse(List.of()).stream().map(NewLine::addition).toList());
        }
    }

    /** Something to put in. */
    public record NewLine(Optional<String> sku, Optional<Long> quantity, Optional<Schedule> schedule) {
        Carts.Addition addition() {
            return new Carts.Addition(sku.orElse(""), quantity.orElse(1L), schedule);
        }
    }

    /** What is to be other in a line. */
    public record LinePatch(Optional<Long> quantity, Optional<Schedule> schedule) {
        Carts.LineChange change() {
            return new Carts.LineChange(quantity, schedule);
        }
    }

    /** A code to enter. */
    public record Code(Optional<String> code) {
        String text() {
            return code.map(String::strip)
                    .filter(text -> !text.isEmpty() && text.length() <= 64)
                    .orElseThrow(
                            () -> Problem.Invalid.at("/code", "required", "A code of 1 to 64 characters is needed."));
        }
    }
}
