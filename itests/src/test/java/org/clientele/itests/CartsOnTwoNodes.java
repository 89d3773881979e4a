package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.itests.CartShop.line;
import static org.clientele.itests.CartShop.ok;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** What two nodes on one database do with carts. */
final class CartsOnTwoNodes {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int WRITERS = 64;
    private static final int ADDS = 5;
    /** How many it leaves behind. */
    static final int CUSTOMERS = 1;
    /** More than are looked after at a time. */
    private static final int IDLE = 250;

    private CartsOnTwoNodes() {}

    static void workAsOnOne(Distribution first, Distribution second, Connection database) throws Exception {
        CartShop here = new CartShop(first);
        CartShop there = here.at(second);
        writersLoseNothing(here, there);
        oneCheckoutOfMany(here, there);
        anOfferHoldsOnTheOther(here, there);
        abandonmentTellsOfEachOnce(here, there, database);
    }

    private static void writersLoseNothing(CartShop here, CartShop there) throws Exception {
        String shared = here.product("tea", 100);
        String cart = "carts/" + here.cart("");
        AtomicInteger next = new AtomicInteger();
        List<String> cups = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            cups.add(here.product("cup", 100));
        }
        List<String> own = CartShop.parallel(WRITERS, () -> {
            int writer = next.getAndIncrement();
            CartShop shop = writer % 2 == 0 ? here : there;
            String mine = cups.get(writer);
            for (int i = 0; i < ADDS; i++) {
                add(shop, cart, line(shared, 1));
            }
            add(shop, cart, line(mine, 2));
            return mine;
        });
        for (CartShop shop : List.of(here, there)) {
            JsonNode after = ok(shop.admin().get(cart));
            assertThat(after.get("lines")).hasSize(1 + WRITERS);
            after.get("lines").forEach(line -> assertThat(line.get("quantity").asInt())
                    .isEqualTo(line.get("sku").asText().equals(shared) ? WRITERS * ADDS : 2));
            assertThat(after.get("lines").findValuesAsText("sku")).containsAll(own);
            assertThat(after.get("version").asInt()).isEqualTo(WRITERS * (ADDS + 1));
        }
    }

    /** Where 64 wait for one row, a node may have no connection left for two seconds: 503, and nothing was changed. */
    private static void add(CartShop shop, String cart, Object line) throws InterruptedException {
        Api.Answer answer = shop.admin().post(cart + "/lines", line);
        for (int i = 0; answer.status() == 503 && i < 20; i++) {
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            Thread.sleep(100L * i);
            answer = shop.admin().post(cart + "/lines", line);
        }
        ok(answer);
    }

    private static void oneCheckoutOfMany(CartShop here, CartShop there) throws Exception {
        String customer = here.customer("Both", Map.of());
        String cart = here.cart(customer, line(here.product("tea", 100), 1));
        AtomicInteger next = new AtomicInteger();
        List<Integer> answers = CartShop.parallel(20, () -> (next.getAndIncrement() % 2 == 0 ? here : there)
                .admin()
                .post("carts/" + cart + "/checkout", Map.of("paymentMethod", "invoice"))
                .status());
        assertThat(answers).containsOnlyOnce(201);
        assertThat(answers.stream().filter(status -> status == 409 || status == 503))
                .hasSize(19);
        assertThat(there.orders(customer)).hasSize(1);
    }

    private static void anOfferHoldsOnTheOther(CartShop here, CartShop there) throws Exception {
        String sku = here.product("tea", 1_000);
        String cart = here.cart("", line(sku, 1));
        Map<String, Object> ten = Map.of("name", "Off", "then", Map.of("percent", 10, "skus", List.of(sku)));
        assertThat(there.read(cart).get("discount").asInt()).isZero();
        String offer = ok(here.admin().post("offers", ten)).get("id").asText();
        holdsWithinTwoSeconds(there, cart, 100);
        ok(here.admin().patch("offers/" + offer, Map.of("then", Map.of("percent", 20)), "If-Match", "*"));
        holdsWithinTwoSeconds(there, cart, 200);
        assertThat(here.admin().delete("offers/" + offer, "If-Match", "*").status())
                .isEqualTo(204);
        holdsWithinTwoSeconds(there, cart, 0);
    }

    private static void holdsWithinTwoSeconds(CartShop shop, String cart, int discount) throws Exception {
        Instant changed = Instant.now();
        Until.within(SOON, "a discount of " + discount, () -> {
            Instant begin = Instant.now();
            boolean holds = shop.read(cart).get("discount").asInt() == discount;
            if (!holds) {
                assertThat(begin).as("no read begun later is without it").isBefore(changed.plusSeconds(2));
            }
            return holds;
        });
    }

    private static void abandonmentTellsOfEachOnce(CartShop here, CartShop there, Connection database)
            throws Exception {
        String account = "idle-" + UUID.randomUUID().toString().substring(0, 8);
        String sku = here.product("tea", 100);
        List<String> carts = new ArrayList<>();
        for (int i = 0; i < IDLE; i++) {
            carts.add(ok(here.admin().post("carts", Map.of("sellerAccount", account, "lines", List.of(line(sku, 1)))))
                    .get("id")
                    .asText());
        }
        execute(
                database,
                "update cart.cart set changed_at = now() - interval '2 hours' where seller_account = '" + account
                        + "'");
        Until.within(SOON, "all are abandoned", () -> {
            execute(
                    database,
                    "update customer.recurring_task set execution_time = now()"
                            + " where task_name = 'cart.abandonment' and not picked");
            return there.admin()
                            .get("carts?abandoned=true&size=10&minTotal=100&changedBefore="
                                    + Instant.now().minus(Duration.ofHours(1)))
                            .body()
                            .at("/page/totalItems")
                            .asInt()
                    == IDLE;
        });
        Until.within(SOON, "events", () -> told(there, carts).size() >= IDLE);
        assertThat(told(there, carts)).containsExactlyInAnyOrderElementsOf(carts);
    }

    private static List<String> told(CartShop shop, List<String> carts) {
        List<String> told =
                ok(shop.admin().get("events?type=cart.abandoned&limit=1000")).findValuesAsText("cartId");
        return told.stream().filter(carts::contains).toList();
    }

    private static void execute(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
