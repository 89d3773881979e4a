package org.clientele.console.tests;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.clientele.itests.Api;
import org.clientele.itests.Api.Answer;

/**
 * A customer of a test's own, with an open cart of one product of the test's own, which costs 10.00 EUR.
 *
 * @param name of the customer, like nobody else's
 */
record Buyer(String id, String name, String cart, String sku) {
    private static final Api ADMIN = Product.api();

    static Buyer called(String firstName) {
        String unique = UUID.randomUUID().toString().substring(0, 8);
        String sku = "console-" + unique;
        ok(ADMIN.put(
                "products/" + sku,
                Map.of(
                        "name",
                        "Product " + unique,
                        "price",
                        Map.of("amount", 1000, "currency", "EUR"),
                        "maxQuantity",
                        50)));
        String id = ok(ADMIN.post(
                        "customers",
                        Map.of(
                                "firstName",
                                firstName,
                                "lastName",
                                unique,
                                "email",
                                firstName + "." + unique + "@example.com")))
                .at("/id");
        return new Buyer(id, firstName + " " + unique, "", sku).again();
    }

    /** The same with another cart. */
    Buyer again() {
        String opened = ok(ADMIN.post(
                        "carts", Map.of("customerId", id, "lines", List.of(Map.of("sku", sku, "quantity", 2)))))
                .at("/id");
        return new Buyer(id, name, opened, sku);
    }

    /** One who buys for a company, and may not spend more than the limit alone. */
    static Buyer withLimit(String firstName, long amount) {
        Buyer buyer = called(firstName);
        String company = ok(ADMIN.post(
                        "companies",
                        Map.of("name", buyer.name(), "approvalLimit", Map.of("amount", amount, "currency", "EUR"))))
                .at("/id");
        ok(ADMIN.put("companies/" + company + "/members/" + buyer.id(), Map.of("role", "buyer")));
        return buyer;
    }

    /** The name of the product. */
    String product() {
        return "Product " + sku.substring("console-".length());
    }

    /** What was asked for last. */
    String approval() {
        for (var each : ADMIN.get("carts/approvals?size=100").body().get("items")) {
            if (each.get("cartId").asText().equals(cart)) {
                return each.get("id").asText();
            }
        }
        throw new AssertionError("Nothing was asked for " + cart);
    }

    private static Answer ok(Answer answer) {
        if (answer.status() >= 300) {
            throw new AssertionError(answer.text());
        }
        return answer;
    }
}
