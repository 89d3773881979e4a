package org.clientele.cart.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.cart.Cart;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What checkouts use up of coupons and vouchers. */
final class RedemptionIT {
    private static final CartKit KIT = new CartKit();
    private static final RestFixture REST = KIT.serve();
    private static final Shop SHOP = new Shop(REST);
    private static final Caller ADMIN = new Caller("key:admin", "Admin", Set.of("*"), Optional.empty());

    @AfterAll
    static void close() {
        REST.close();
        KIT.close();
    }

    private static Cart cart(String path) {
        UUID id = UUID.fromString(path.substring("/carts/".length()));
        return KIT.plugin().access().call(ADMIN, () -> KIT.carts().find(id)).orElseThrow();
    }

    /** As a checkout does. */
    private static String redeem(Cart cart) {
        try {
            KIT.transactions().sql(connection -> {
                KIT.offers().redemptions().redeem(cart, "N-" + cart.id());
                return true;
            });
            return "ok";
        } catch (Problem.Conflict conflict) {
            return conflict.code();
        }
    }

    private static List<String> atOnce(List<Cart> carts) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(carts.size());
        try {
            List<Future<String>> outcomes = new ArrayList<>();
            carts.forEach(cart -> outcomes.add(pool.submit(() -> redeem(cart))));
            List<String> all = new ArrayList<>();
            for (Future<String> outcome : outcomes) {
                all.add(outcome.get());
            }
            return all;
        } finally {
            pool.shutdownNow();
        }
    }

    private static JsonNode coupon(String code) {
        return SHOP.json("GET", "/coupons/" + code, null);
    }

    @Test
    void ofTwentyCheckoutsAtOnceFiveGetACouponOfFive() throws Exception {
        String tea = SHOP.product(1000);
        String code = SHOP.coupon("\"then\":{\"percent\":10},\"uses\":5");
        List<Cart> carts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String cart = SHOP.cart(tea, 1);
            SHOP.enter(cart, code);
            carts.add(cart(cart));
        }
        List<String> outcomes = atOnce(carts);
        assertThat(outcomes).filteredOn("ok"::equals).hasSize(5);
        assertThat(outcomes).filteredOn("coupon-used-up"::equals).hasSize(15);
        assertThat(coupon(code).get("used").asLong()).isEqualTo(5);
        assertThat(SHOP.enter(SHOP.cart(tea, 1), code).at("/hints/0/missing").asText())
                .isEqualTo("used-up");
    }

    @Test
    void aCustomerUsesItAsOftenAsTheCustomerMay() throws Exception {
        String tea = SHOP.product(1000);
        String code = SHOP.coupon("\"then\":{\"percent\":10},\"usesPerCustomer\":2");
        UUID customer = KIT.customer().id();
        List<Cart> carts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String cart = SHOP.cartOf(customer, tea, 1);
            SHOP.enter(cart, code);
            carts.add(cart(cart));
        }
        assertThat(atOnce(carts)).filteredOn("ok"::equals).hasSize(2);
        String again = SHOP.cartOf(customer, tea, 1);
        assertThat(SHOP.enter(again, code).at("/hints/0/missing").asText()).isEqualTo("used-up");
        String other = SHOP.cartOf(KIT.customer().id(), tea, 1);
        assertThat(SHOP.enter(other, code).get("total").asLong()).isEqualTo(900);
    }

    @Test
    void aVoucherIsSpentOnce() throws Exception {
        String tea = SHOP.product(400);
        String code = SHOP.coupon("\"balance\":{\"amount\":1000,\"currency\":\"EUR\"}");
        List<Cart> carts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String cart = SHOP.cart(tea, 1);
            SHOP.enter(cart, code);
            carts.add(cart(cart));
        }
        List<String> outcomes = atOnce(carts);
        assertThat(outcomes).filteredOn("ok"::equals).hasSize(2);
        assertThat(outcomes).filteredOn("voucher-balance"::equals).hasSize(4);
        assertThat(coupon(code).at("/balance/amount").asLong()).isEqualTo(200);
        assertThat(SHOP.enter(SHOP.cart(tea, 1), code).get("total").asLong()).isEqualTo(200);
    }

    @Test
    void whatIsGoneIsNotUsed() {
        String tea = SHOP.product(400);
        String code = SHOP.coupon("\"then\":{\"percent\":10}");
        String path = SHOP.cart(tea, 1);
        SHOP.enter(path, code);
        Cart cart = cart(path);
        SHOP.send("DELETE", "/coupons/" + code, null, "If-Match", "*");
        assertThat(redeem(cart)).isEqualTo("coupon-used-up");
    }

    @Test
    void whatFailsLaterUsesNothing() {
        String tea = SHOP.product(400);
        String code = SHOP.coupon("\"then\":{\"percent\":10},\"uses\":1");
        String path = SHOP.cart(tea, 1);
        SHOP.enter(path, code);
        Cart cart = cart(path);
        assertThatThrownBy(() -> KIT.transactions().sql(connection -> {
                    KIT.offers().redemptions().redeem(cart, "N");
                    throw new Problem.Conflict("later", "Later.");
                }))
                .isInstanceOf(Problem.Conflict.class);
        assertThat(coupon(code).get("used").asLong()).isZero();
        assertThat(redeem(cart)).isEqualTo("ok");
    }

    @Test
    void usesMoveWithAMergeAndArePurged() {
        String tea = SHOP.product(400);
        String code = SHOP.coupon("\"then\":{\"percent\":10},\"usesPerCustomer\":1");
        UUID from = KIT.customer().id();
        UUID into = KIT.customer().id();
        String path = SHOP.cartOf(from, tea, 1);
        SHOP.enter(path, code);
        assertThat(redeem(cart(path))).isEqualTo("ok");
        KIT.plugin().merge(KIT.offers().useData(), from, into);
        String own = SHOP.cartOf(into, tea, 1);
        assertThat(SHOP.enter(own, code).at("/hints/0/missing").asText()).isEqualTo("used-up");
        KIT.plugin().purge(KIT.offers().useData(), into);
        assertThat(SHOP.json("GET", own, null).get("total").asLong()).isEqualTo(360);
        assertThat(coupon(code).get("used").asLong()).isEqualTo(1);
    }
}
