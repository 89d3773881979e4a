package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a customer bought, got back and left behind, with the assembled product. */
final class OrderHistoryIT {
    private static final Api API = Distribution.shared().api();

    private static String unique(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }

    private static String customer(String email) {
        Api.Answer created = API.post(
                "customers",
                Map.of("email", email, "firstName", "Otto", "lastName", "Historian", "tags", List.of("h")));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.at("/id");
    }

    private static Map<String, Object> order(String customer, String status) {
        return Map.of(
                "placedAt",
                "2026-01-05T10:00:00Z",
                "status",
                status,
                "currency",
                "EUR",
                "customer",
                Map.of("id", customer, "lastName", "Historian"),
                "shippingAddress",
                Map.of("lastName", "Historian", "line1", "1 Past Lane"),
                "tax",
                500,
                "lines",
                List.of(Map.of("sku", "A", "quantity", 2, "unitPrice", 1250, "cost", 900)));
    }

    @Test
    void ordersRefundsAndProfitAgree() {
        String id = customer(unique("history") + "@example.com");
        String number = unique("N");
        assertThat(API.put("orders/" + number, order(id, "completed")).status()).isEqualTo(201);

        Api.Answer orders = API.get("customers/" + id + "/orders?status=completed,pending&from=2026-01-01&sort=-total");
        assertThat(orders.at("/items/0/number")).isEqualTo(number);
        assertThat(orders.at("/items/0/units")).isEqualTo("2");
        assertThat(orders.at("/summary/averageOrderValue/amount")).isEqualTo("3000");
        assertThat(API.get("customers/" + id + "/orders?sort=x").at("/errors/0/pointer"))
                .isEqualTo("?sort");

        Map<String, Object> refund = Map.of("amount", 600, "reason", "scratched");
        String key = UUID.randomUUID().toString();
        Api.Answer made = API.post("orders/" + number + "/refunds", refund, "Idempotency-Key", key);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(API.post("orders/" + number + "/refunds", refund, "Idempotency-Key", key)
                        .text())
                .isEqualTo(made.text());
        assertThat(API.post("orders/" + number + "/refunds", Map.of("amount", 2401, "reason", "r"))
                        .at("/code"))
                .isEqualTo("refund-too-large");
        assertThat(API.get("customers/" + id).at("/totalRefunded/amount")).isEqualTo("600");

        Api.Answer pnl = API.get("orders/" + number + "/pnl");
        assertThat(pnl.at("/netSales")).isEqualTo("2000");
        assertThat(pnl.at("/margin")).isEqualTo("1100");
        assertThat(pnl.at("/marginPercent")).isEqualTo("55.0");

        Api.Answer timeline = API.get("customers/" + id + "/timeline?limit=2");
        assertThat(timeline.body().at("/missing")).isEmpty();
        assertThat(timeline.body().at("/items")).hasSize(2);
        assertThat(API.get(timeline.at("/page/next")).at("/items/0/kind")).isEqualTo("order");
        assertThat(API.get("customers/" + id + "/history-diagnosis").body().at("/findings"))
                .isEmpty();
    }

    @Test
    void whoWasErasedStaysErased() {
        String email = unique("erase") + "@example.com";
        String id = customer(email);
        String number = unique("N");
        API.put("orders/" + number, order(id, "processing"));
        String reference = API.get("customers/" + id).at("/reference");
        String path = "customers/" + id + "?mode=erase&confirm=" + reference;

        assertThat(API.delete(path).status()).isEqualTo(428);
        assertThat(API.delete("customers/" + id + "?mode=erase&confirm=x", "If-Match", "*")
                        .at("/errors/0/pointer"))
                .isEqualTo("?confirm");
        assertThat(API.delete(path.replace("erase", "purge"), "If-Match", "*").at("/code"))
                .isEqualTo("has-orders");
        assertThat(API.delete(path, "If-Match", "*").status()).isEqualTo(204);

        assertThat(API.get("customers?q=" + email).body().at("/items")).isEmpty();
        assertThat(API.get("customers/" + id).at("/status")).isEqualTo("inactive");
        assertThat(API.put("orders/" + number, order(id, "completed")).text()).doesNotContain("Historian", "Past Lane");
        assertThat(API.get("customers/" + id).at("/totalSpent/amount")).isEqualTo("3000");
        assertThat(API.get("customers/" + id).text()).doesNotContain("Historian", email);
        customer(email);
    }

    @Test
    void whoBoughtNothingIsPurged() {
        String id = customer(unique("purge") + "@example.com");
        String reference = API.get("customers/" + id).at("/reference");
        assertThat(API.delete("customers/" + id + "?mode=purge&confirm=" + reference, "If-Match", "*")
                        .status())
                .isEqualTo(204);
        assertThat(API.get("customers/" + id).status()).isEqualTo(404);
    }
}
