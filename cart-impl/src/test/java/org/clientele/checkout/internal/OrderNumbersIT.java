package org.clientele.checkout.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.clientele.customer.Customer;
import org.clientele.order.Order;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Orders that were imported may be numbered like ours. */
final class OrderNumbersIT {
    private static final PlacingKit KIT = new PlacingKit(Map.of());
    private static final int IMPORTED = 2_000;

    private final Customer customer = KIT.plugin.customer();
    private final String sku = KIT.product(500);

    @AfterAll
    static void close() {
        KIT.close();
    }

    @Test
    void thousandsOfTakenNumbersArePassedOverInAFewLooks() {
        Order first = place();
        long last = number(first);
        for (int i = 1; i <= IMPORTED; i++) {
            KIT.orders.known(String.format("W-%06d", last + i), first);
        }
        int before = KIT.orders.found();
        assertThat(number(place())).isEqualTo(last + IMPORTED + 1);
        assertThat(KIT.orders.found() - before).isLessThan(40);
        before = KIT.orders.found();
        assertThat(number(place())).isEqualTo(last + IMPORTED + 2);
        assertThat(KIT.orders.found() - before).isOne();
    }

    private Order place() {
        HttpResponse<String> placed = KIT.shopper(
                customer.id(),
                "POST",
                "/carts/" + KIT.cart(Optional.of(customer), sku, 1) + "/checkout",
                "{\"paymentMethod\":\"invoice\"}");
        assertThat(placed.statusCode()).as(placed.body()).isEqualTo(201);
        return KIT.orders.order(PlacingKit.json(placed).at("/order/number").asText());
    }

    private static long number(Order order) {
        return Long.parseLong(order.number().substring(2));
    }
}
