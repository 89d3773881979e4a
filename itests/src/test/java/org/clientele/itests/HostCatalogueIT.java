package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.itests.CartShop.line;
import static org.clientele.itests.CartShop.ok;
import static org.clientele.itests.CartShop.refused;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A host that brings a catalogue of its own is asked from then on, and no longer once it is gone; nothing restarts. */
final class HostCatalogueIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void theHostsCatalogueTakesOverWhileItIsThere() throws Exception {
        Path bundle = new SamplePlugin("hostcatalogue").build("1.0.0");
        try (OperatorShell shell = OperatorShell.start("host catalogue")) {
            CartShop shop = new CartShop(shell.distribution());
            Api admin = shop.admin();
            String tea = shop.product("tea", 1_000);
            String cup = shop.product("cup", 500);
            String customer = shop.customer("Ada", Map.of());
            String open = shop.cart(customer, line(tea, 2), line(cup, 1));
            assertThat(prices(shop, open)).containsExactly("1000", "500");

            String id = shell.install(bundle);
            Until.within(SOON, "the host's prices", () -> prices(shop, open).contains("777"));

            JsonNode cart = shop.read(open);
            assertThat(cart.at("/lines/0/name").asText()).isEqualTo("The host's " + tea);
            assertThat(cart.at("/lines/1/available").asBoolean())
                    .as("the host does not sell it")
                    .isFalse();
            assertThat(ok(admin.get("products?q=anything")).get("items").findValuesAsText("sku"))
                    .containsExactly("tea-of-the-host");
            assertThat(ok(admin.get("products/" + cup)).get("sku").asText())
                    .as("ours stay where they are")
                    .isEqualTo(cup);
            refused(admin.post("carts/" + open + "/lines", line(cup, 1)), 400, "validation");
            refused(
                    admin.post("carts/" + open + "/checkout", Map.of("paymentMethod", "invoice")),
                    409,
                    "not-available");
            ok(admin.delete("carts/" + open + "/lines/" + cart.at("/lines/1/id").asText()));
            JsonNode dozen = ok(admin.post("carts/" + open + "/lines", line(tea, 10)));
            assertThat(dozen.get("total").asLong()).isEqualTo(12 * 555);
            String second = shop.cart(customer, line("tea-of-the-host", 1));
            JsonNode placed = ok(admin.post("carts/" + second + "/checkout", Map.of("paymentMethod", "invoice")));
            assertThat(placed.at("/order/total").asLong()).isEqualTo(777);
            String unknownToUs = shop.cart(customer, line("tea-of-the-host", 1));

            shell.type("bundle:uninstall " + id);
            Until.within(SOON, "our prices", () -> prices(shop, open).equals(List.of("1000")));

            assertThat(shop.read(open).get("total").asLong()).isEqualTo(12_000);
            JsonNode left = shop.read(unknownToUs).at("/lines/0");
            assertThat(left.get("available").asBoolean()).isFalse();
            assertThat(left.get("unitPrice").asLong()).as("the last one known").isEqualTo(777);
            assertThat(ok(admin.get("products?q=" + cup)).get("items").findValuesAsText("sku"))
                    .containsExactly(cup);
            assertThat(ok(admin.post("carts/" + open + "/checkout", Map.of("paymentMethod", "invoice")))
                            .at("/order/total")
                            .asLong())
                    .isEqualTo(12_000);
            assertThat(shop.orders(customer)).hasSize(2);
        }
    }

    private static List<String> prices(CartShop shop, String cart) {
        return shop.read(cart).findValuesAsText("unitPrice");
    }
}
