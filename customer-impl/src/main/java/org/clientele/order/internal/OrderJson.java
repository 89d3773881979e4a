package org.clientele.order.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.order.Order;
import org.clientele.rest.Json;

/** Orders as JSON. */
public final class OrderJson {
    private static final List<String> REQUIRED = List.of("number", "placedAt", "status", "currency", "customer");
    private static final String SELLER_ACCOUNT = "sellerAccount";
    private static final List<String> AMOUNTS = List.of("shipping", "tax", "fees", "discount");
    private static final List<String> LINE_AMOUNTS = List.of("quantity", "unitPrice", "discount");

    private static final String PERSONAL = "customers.pii:read";
    private static final List<String> PERSON = List.of("email", "firstName", "lastName", "phone");
    private static final List<String> ADDRESSES = List.of("shippingAddress", "billingAddress");

    private OrderJson() {}

    /** @throws Problem.Invalid if it is no order; whether its values make sense is not looked at */
    public static Order.Document read(byte[] json) {
        return read(Json.read(json, JsonNode.class));
    }

    /** The same for a tree, which is changed. */
    public static Order.Document read(JsonNode order) {
        Problem.Invalid.check(checks -> REQUIRED.forEach(member -> checks.that(
                !order.isObject() || order.hasNonNull(member), "/" + member, "required", "This is required.")));
        if (order instanceof ObjectNode object && !object.hasNonNull(SELLER_ACCOUNT)) {
            object.put(SELLER_ACCOUNT, Order.DEFAULT_SELLER_ACCOUNT);
        }
        zeroes(order, AMOUNTS);
        order.path("lines").forEach(line -> zeroes(line, LINE_AMOUNTS));
        order.path("promoCodes").forEach(promo -> zeroes(promo, List.of("discount")));
        order.path("refunds").forEach(refund -> {
            zeroes(refund, List.of("amount"));
            refund.path("lines").forEach(line -> zeroes(line, List.of("quantity")));
        });
        order.path("returns")
                .forEach(returned -> returned.path("lines").forEach(line -> zeroes(line, List.of("quantity"))));
        zeroes(order.path("feedback"), List.of("rating"));
        return Json.read(order, Order.Document.class);
    }

    /** As REST shows it: the document with whose it is and which version, and persons only to those who may see them. */
    static ObjectNode write(Order order, Caller caller) {
        ObjectNode json = Json.mapper().valueToTree(order.document());
        json.put("id", order.id().toString());
        json.put("version", order.version());
        json.put(
                "units",
                order.document().lines().stream()
                        .mapToLong(Order.Line::quantity)
                        .sum());
        if (json.get("customer") instanceof ObjectNode customer) {
            customer.put("id", order.customerId().toString());
            if (!caller.may(PERSONAL)) {
                customer.remove(PERSON);
            }
        }
        if (!caller.may(PERSONAL)) {
            json.remove(ADDRESSES);
        }
        return json;
    }

    /** A number that was left out is none; one that is required is found by the checks. */
    private static void zeroes(JsonNode node, List<String> members) {
        if (node instanceof ObjectNode object) {
            for (String member : members) {
                if (!object.has(member)) {
                    object.put(member, 0L);
                }
            }
        }
    }
}
