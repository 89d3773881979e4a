package org.clientele.cart.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Offers, coupons and vouchers, and what they make of carts, through HTTP. */
final class OfferApiIT {
    private static final CartKit KIT = new CartKit();
    private static final RestFixture REST = KIT.serve();
    private static final Shop SHOP = new Shop(REST);

    private final List<String> offers = new ArrayList<>();

    @AfterAll
    static void close() {
        REST.close();
        KIT.close();
    }

    /** They hold for every cart. */
    @AfterEach
    void withdraw() {
        offers.forEach(offer -> SHOP.send("DELETE", offer, null, "If-Match", "*"));
    }

    private String offer(String body) {
        String offer = "/offers/" + SHOP.json("POST", "/offers", body).get("id").asText();
        offers.add(offer);
        return offer;
    }

    private static String missing(JsonNode cart) {
        List<String> hints = new ArrayList<>();
        cart.get("hints")
                .forEach(hint -> hints.add(hint.get("missing").asText()
                        + (hint.get("amount").isNull()
                                ? ""
                                : " " + hint.get("amount").asLong())));
        return String.join(", ", hints);
    }

    @Test
    void anOfferIsMadeReadChangedAndDeleted() {
        HttpResponse<String> made = SHOP.send(
                "POST",
                "/offers",
                "{\"name\":\"Tea week\",\"when\":{\"minQuantity\":{\"skus\":[\"none\"],\"quantity\":3},"
                        + "\"minSubtotal\":{\"amount\":1000,\"currency\":\"EUR\"},\"group\":\"vip\",\"segment\":\""
                        + UUID.randomUUID() + "\",\"between\":{\"from\":\"2026-01-01T00:00:00Z\"}},"
                        + "\"then\":{\"percent\":12.5,\"skus\":[\"none\"]},\"priority\":3}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode offer = CartKit.json(made);
        String path = "/offers/" + offer.get("id").asText();
        offers.add(path);
        assertThat(made.headers().firstValue("Location")).contains("/api/admin/v1" + path);
        assertThat(offer.at("/then/percent").decimalValue()).isEqualByComparingTo("12.5");
        assertThat(offer.get("stacks").asBoolean()).isTrue();
        assertThat(offer.get("active").asBoolean()).isTrue();
        assertThat(SHOP.json("GET", path, null)).isEqualTo(offer);
        assertThat(SHOP.json("GET", "/offers", null).get("items")).contains(offer);

        assertThat(SHOP.send("PATCH", path, "{\"active\":false}").statusCode()).isEqualTo(428);
        JsonNode changed = SHOP.json(
                "PATCH",
                path,
                "{\"active\":false,\"then\":{\"percent\":null,\"fixed\":{\"amount\":5,\"currency\":\"EUR\"}}}",
                "If-Match",
                "\"v0\"");
        assertThat(changed.at("/then/percent").isNull()).isTrue();
        assertThat(changed.at("/when/minQuantity/quantity").asLong()).isEqualTo(3);
        assertThat(SHOP.send("PATCH", path, "{\"active\":true}", "If-Match", "\"v0\"")
                        .statusCode())
                .isEqualTo(412);
        assertThat(SHOP.json("PUT", path, "{\"name\":\"Other\",\"then\":{\"freeShipping\":true}}", "If-Match", "\"v1\"")
                        .at("/when/group")
                        .isNull())
                .isTrue();
        assertThat(SHOP.send("DELETE", path, null, "If-Match", "\"v2\"").statusCode())
                .isEqualTo(204);
        assertThat(SHOP.send("GET", path, null).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsWrongWithAnOfferIsTold() {
        assertThat(SHOP.send(
                                "POST",
                                "/offers",
                                "{\"name\":\" \",\"when\":{\"minQuantity\":{\"quantity\":0},\"between\":{\"from\":"
                                        + "\"2026-02-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}},"
                                        + "\"then\":{\"percent\":100.5,\"fixed\":{\"amount\":0,\"currency\":\"EUR\"}}}")
                        .body())
                .contains(
                        "/name",
                        "/when/minQuantity/quantity",
                        "/when/between/to",
                        "\"/then\"",
                        "/then/percent",
                        "/then/fixed/amount");
        assertThat(SHOP.send("POST", "/offers", "{\"name\":\"x\"}").body()).contains("\"/then\"");
        assertThat(SHOP.send("POST", "/offers", "{\"name\":\"x\",\"then\":{\"percent\":10.123}}")
                        .body())
                .contains("/then/percent");
        assertThat(SHOP.send(
                                "POST",
                                "/offers",
                                "{\"name\":\"x\",\"then\":{\"fixed\":{\"amount\":1,\"currency\":\"eur\"}}}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(SHOP.send("POST", "/offers", "{\"name\":\"x\",\"then\":{\"gift\":true}}")
                        .body())
                .contains("unknown-member");
        assertThat(SHOP.send("GET", "/offers/" + UUID.randomUUID(), null).statusCode())
                .isEqualTo(404);
    }

    @Test
    void onlyWhoSeesTheWholeShopChangesIt() {
        for (String[] call : new String[][] {
            {"POST", "/offers", "{\"name\":\"x\",\"then\":{\"percent\":1}}"},
            {"POST", "/coupons", "{\"code\":\"x\",\"then\":{\"percent\":1}}"},
            {"PUT", "/products/x", "{\"name\":\"x\",\"price\":{\"amount\":1,\"currency\":\"EUR\"}}"},
            {"PUT", "/price-lists/x", "{\"name\":\"x\",\"currency\":\"EUR\"}"}
        }) {
            HttpResponse<String> answer =
                    REST.send(call[0], call[1], call[2], "Authorization", "Bearer " + CartKit.NORTH_ALL);
            assertThat(answer.statusCode()).as(call[1]).isEqualTo(403);
            assertThat(answer.body()).contains("all-seller-accounts");
        }
    }

    @Test
    void anOfferTellsWhatIsMissingAndThenApplies() {
        String tea = SHOP.product(999);
        offer("{\"name\":\"Tea week\",\"when\":{\"minQuantity\":{\"skus\":[\"" + tea
                + "\"],\"quantity\":3}},\"then\":{\"percent\":10,\"skus\":[\"" + tea + "\"]}}");
        String cart = SHOP.cart(tea, 1);
        JsonNode before = Shop.sound(SHOP.json("GET", cart, null));
        assertThat(before.at("/hints/0/text").asText()).isEqualTo("2 more for Tea week");
        assertThat(before.get("total").asLong()).isEqualTo(999);
        JsonNode after = Shop.sound(SHOP.json("POST", cart + "/lines", "{\"sku\":\"" + tea + "\",\"quantity\":2}"));
        assertThat(after.get("hints")).isEmpty();
        assertThat(after.at("/offers/0/amount").asLong()).isEqualTo(300);
        assertThat(after.at("/lines/0/discount").asLong()).isEqualTo(300);
        assertThat(after.get("total").asLong()).isEqualTo(2997 - 300);
    }

    @Test
    void segmentsAndGroupsDecide() {
        String tea = SHOP.product(1000);
        UUID member =
                KIT.customerIn("wholesale", Optional.empty(), Optional.empty()).id();
        UUID other = KIT.customer().id();
        UUID segment = KIT.segmentOf(member);
        offer("{\"name\":\"Group\",\"when\":{\"group\":\"wholesale\"},\"then\":{\"percent\":10}}");
        offer("{\"name\":\"Segment\",\"when\":{\"segment\":\"" + segment + "\"},\"then\":{\"percent\":10}}");
        String own = SHOP.cartOf(member, tea, 1);
        assertThat(Shop.sound(SHOP.json("GET", own, null)).get("total").asLong())
                .isEqualTo(810);
        assertThat(SHOP.json("GET", SHOP.cartOf(other, tea, 1), null)
                        .get("total")
                        .asLong())
                .isEqualTo(1000);
        assertThat(SHOP.json("GET", SHOP.cart(tea, 1), null).get("total").asLong())
                .isEqualTo(1000);
        KIT.dropSegment(segment);
        assertThat(SHOP.json("GET", own, null).get("total").asLong()).isEqualTo(900);
    }

    @Test
    void codesAreTheSameWhateverTheirCaseAndOrder() {
        String tea = SHOP.product(1999);
        String percent = SHOP.coupon("\"then\":{\"percent\":7.5}");
        String fixed = SHOP.coupon("\"then\":{\"fixed\":{\"amount\":333,\"currency\":\"EUR\"}}");
        String one = SHOP.cart(tea, 3);
        String other = SHOP.cart(tea, 3);
        SHOP.enter(one, percent.toLowerCase(java.util.Locale.ROOT));
        JsonNode first = Shop.sound(SHOP.enter(one, fixed));
        SHOP.enter(other, fixed);
        SHOP.enter(other, fixed.toLowerCase(java.util.Locale.ROOT));
        JsonNode second = Shop.sound(SHOP.enter(other, percent.toUpperCase(java.util.Locale.ROOT)));
        assertThat(second.get("total")).isEqualTo(first.get("total"));
        assertThat(second.get("offers")).isEqualTo(first.get("offers")).hasSize(2);
        assertThat(first.get("codes")).extracting(JsonNode::asText).containsExactly(percent, fixed);
        JsonNode left = SHOP.json("DELETE", one + "/codes/" + percent.toUpperCase(java.util.Locale.ROOT), null);
        assertThat(left.get("codes")).extracting(JsonNode::asText).containsExactly(fixed);
        assertThat(left.get("total").asLong()).isEqualTo(3 * 1999 - 333);
    }

    @Test
    void aCodeThatDoesNotHoldStaysAndAnUnknownOneIsRefused() {
        String tea = SHOP.product(1000);
        String cart = SHOP.cart(tea, 1);
        assertThat(SHOP.send("POST", cart + "/codes", "{\"code\":\"no-such-code\"}")
                        .body())
                .contains("/code", "unknown-code");
        String large = SHOP.coupon(
                "\"when\":{\"minSubtotal\":{\"amount\":5000,\"currency\":\"EUR\"}},\"then\":{\"percent\":50}");
        String over = SHOP.coupon("\"then\":{\"percent\":50},\"validUntil\":\"2020-01-01T00:00:00Z\"");
        String dollars = SHOP.coupon("\"then\":{\"fixed\":{\"amount\":1,\"currency\":\"USD\"}}");
        SHOP.enter(cart, large);
        SHOP.enter(cart, over);
        JsonNode all = Shop.sound(SHOP.enter(cart, dollars));
        assertThat(all.get("codes")).hasSize(3);
        assertThat(all.get("total").asLong()).isEqualTo(1000);
        assertThat(missing(all).split(", ")).containsExactlyInAnyOrder("subtotal 4000", "over", "currency");
        SHOP.send("DELETE", "/coupons/" + over, null, "If-Match", "*");
        assertThat(missing(SHOP.json("GET", cart, null))).contains("unknown");
    }

    @Test
    void whatDoesNotStackIsAloneIfThatSavesMore() {
        String tea = SHOP.product(1000);
        offer("{\"name\":\"Small\",\"then\":{\"percent\":10}}");
        String alone = SHOP.coupon("\"then\":{\"percent\":20},\"stacks\":false");
        JsonNode cart = Shop.sound(SHOP.enter(SHOP.cart(tea, 1), alone));
        assertThat(cart.get("total").asLong()).isEqualTo(800);
        assertThat(missing(cart)).isEqualTo("not-combinable");
        offer("{\"name\":\"Large\",\"then\":{\"percent\":15}}");
        JsonNode both = Shop.sound(SHOP.enter(SHOP.cart(tea, 1), alone));
        assertThat(both.get("total").asLong()).isEqualTo(765);
        assertThat(both.at("/hints/0/id").asText()).isEqualTo(alone);
    }

    @Test
    void aVoucherPaysWhatIsLeft() {
        String tea = SHOP.product(1000);
        String voucher = SHOP.coupon("\"balance\":{\"amount\":700,\"currency\":\"EUR\"}");
        String percent = SHOP.coupon("\"then\":{\"percent\":50}");
        String cart = SHOP.cart(tea, 1);
        JsonNode paid = Shop.sound(SHOP.enter(cart, voucher));
        assertThat(paid.get("total").asLong()).isEqualTo(300);
        assertThat(paid.at("/offers/0/kind").asText()).isEqualTo("voucher");
        assertThat(paid.at("/lines/0/discount").asLong()).isZero();
        JsonNode free = Shop.sound(SHOP.enter(cart, percent));
        assertThat(free.get("total").asLong()).isZero();
        assertThat(free.at("/offers/1/amount").asLong()).isEqualTo(500);
    }

    @Test
    void aCouponIsMadeFoundChangedAndDeleted() {
        String code = SHOP.coupon("\"name\":\"Spring sale\",\"then\":{\"percent\":5},\"uses\":5");
        String path = "/coupons/" + code.toLowerCase(java.util.Locale.ROOT);
        JsonNode coupon = SHOP.json("GET", path, null);
        assertThat(coupon.get("code").asText()).isEqualTo(code);
        assertThat(SHOP.send(
                                "POST",
                                "/coupons",
                                "{\"code\":\"" + code.toUpperCase(java.util.Locale.ROOT)
                                        + "\",\"then\":{\"percent\":5}}")
                        .body())
                .contains("code-taken");
        assertThat(SHOP.json("GET", "/coupons?q=PRING%20s", null).get("items")).contains(coupon);
        assertThat(SHOP.json(
                                "PATCH",
                                path,
                                "{\"uses\":7,\"validUntil\":\"2030-01-01T00:00:00Z\"}",
                                "If-Match",
                                "\"v0\"")
                        .get("uses")
                        .asLong())
                .isEqualTo(7);
        assertThat(SHOP.send(
                                "PATCH",
                                path,
                                "{\"then\":null,\"balance\":{\"amount\":1,\"currency\":\"EUR\"},\"uses\":null}",
                                "If-Match",
                                "*")
                        .body())
                .contains("/balance", "read-only");
        assertThat(SHOP.send("DELETE", path, null).statusCode()).isEqualTo(428);
        assertThat(SHOP.send("DELETE", path, null, "If-Match", "\"v1\"").statusCode())
                .isEqualTo(204);
        assertThat(SHOP.send("GET", path, null).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsWrongWithACouponIsTold() {
        assertThat(SHOP.send("POST", "/coupons", "{\"code\":\"a b\"}").body()).contains("\"/code\"", "\"/then\"");
        assertThat(SHOP.send(
                                "POST",
                                "/coupons",
                                "{\"code\":\"x\",\"then\":{\"percent\":1},\"balance\":{\"amount\":1,\"currency\":\"EUR\"},"
                                        + "\"uses\":1,\"usesPerCustomer\":0,\"stacks\":false}")
                        .body())
                .contains("\"/balance\"", "\"/uses\"", "\"/usesPerCustomer\"", "\"/stacks\"");
    }
}
