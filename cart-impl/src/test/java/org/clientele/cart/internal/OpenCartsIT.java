package org.clientele.cart.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.clientele.access.Caller;
import org.clientele.cart.Cart;
import org.clientele.cart.Carts;
import org.clientele.event.Event;
import org.clientele.persistence.Sql;
import org.clientele.rest.RestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which carts are open, which were given up, and which are forgotten. */
final class OpenCartsIT {
    private static final Caller ALL = Caller.system("test");

    private final CartKit kit = new CartKit();
    private final RestFixture rest = kit.serve();
    private final String tea = product();

    @AfterEach
    void close() {
        rest.close();
        kit.close();
    }

    @Test
    void listsAreNarrowedAndSorted() {
        UUID customer = kit.customer().id();
        UUID small = open(Optional.empty(), 1);
        UUID large = open(Optional.empty(), 9);
        UUID own = open(Optional.of(customer), 4);
        changedAgo(large, Duration.ofDays(2));
        assertThat(ids("")).containsExactly(own, small, large);
        assertThat(ids("sort=changedAt")).containsExactly(large, small, own);
        assertThat(ids("sort=createdAt")).containsExactly(small, large, own);
        assertThat(ids("sort=-createdAt&status=open")).containsExactly(own, large, small);
        assertThat(ids("sort=-total&status=open")).containsExactly(large, own, small);
        assertThat(ids("guest=true")).containsExactly(small, large);
        assertThat(ids("customer=" + customer)).containsExactly(own);
        assertThat(ids("minTotal=401&maxTotal=2000")).containsExactly(own, small);
        assertThat(ids("minTotal=451&currency=USD")).containsExactly(own, large);
        assertThat(ids("currency=EUR")).isEmpty();
        assertThat(ids("changedBefore=" + Instant.now().minus(Duration.ofDays(1))))
                .containsExactly(large);
        assertThat(ids("changedAfter=" + Instant.now().minus(Duration.ofDays(1))))
                .containsExactly(own, small);
        assertThat(ids("status=completed")).isEmpty();
        for (String wrong : List.of("status=gone", "guest=1", "minTotal=x", "changedBefore=today", "sort=name")) {
            assertThat(CartKit.send(rest, "GET", "/carts?" + wrong, null).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void pagesFollowEachOther() {
        for (int i = 0; i < 23; i++) {
            open(Optional.empty(), 1 + i % 3);
        }
        for (String sort : List.of("-changedAt", "total", "createdAt")) {
            List<UUID> seen = new ArrayList<>();
            for (int page = 1; page <= 3; page++) {
                JsonNode answer = list("size=10&page=" + page + "&sort=" + sort);
                assertThat(answer.at("/page/totalItems").asLong()).isEqualTo(23);
                assertThat(answer.at("/page/totalKind").asText()).isEqualTo("exact");
                answer.get("items").forEach(item -> seen.add(id(item)));
            }
            assertThat(seen).hasSize(23).doesNotHaveDuplicates();
        }
        assertThat(CartKit.send(rest, "GET", "/carts?page=100000&size=100", null)
                        .body())
                .contains("?page", "range");
    }

    @Test
    void manyAreNotCounted() {
        kit.transactions().sql(connection -> Sql.update(connection, """
                        insert into cart.cart (id, seller_account, created_at, changed_at)
                        select gen_random_uuid(), 'default', now(), now() from generate_series(1, 30000)"""));
        kit.transactions().sql(connection -> Sql.update(connection, "analyze cart.cart"));
        JsonNode page = list("status=open").get("page");
        assertThat(page.get("totalKind").asText()).isEqualTo("estimate");
        assertThat(page.get("totalItems").asLong()).isBetween(20_000L, 40_000L);
    }

    @Test
    void whoLeavesIsToldOnceAndWhoComesBackToo() {
        UUID left = open(Optional.of(kit.customer().id()), 2);
        UUID present = open(Optional.empty(), 2);
        UUID empty = open(Optional.empty(), 0);
        changedAgo(left, Duration.ofMinutes(61));
        changedAgo(empty, Duration.ofMinutes(61));
        changedAgo(present, Duration.ofMinutes(59));
        kit.told();
        Abandonment abandonment =
                new Abandonment(kit.transactions(), kit.events(), CartKit.config(Map.of()), Clock.systemUTC());
        abandonment.run();
        abandonment.run();
        List<Event.Draft> told = kit.told();
        assertThat(told).hasSize(1);
        assertThat(told.get(0).type()).isEqualTo("cart.abandoned");
        assertThat(told.get(0).data()).containsEntry("cartId", left.toString()).containsEntry("total", 900L);
        assertThat(ids("abandoned=true")).containsExactly(left);

        add(left);
        assertThat(kit.told().stream().map(Event.Draft::type)).containsExactly("cart.recovered");
        assertThat(ids("abandoned=true")).isEmpty();
        changedAgo(left, Duration.ofMinutes(61));
        abandonment.run();
        assertThat(kit.told().stream().map(Event.Draft::type)).containsExactly("cart.abandoned");
    }

    @Test
    void moreThanABatchAreGivenUpInOneRun() {
        kit.transactions().sql(connection -> Sql.update(connection, """
                        insert into cart.cart (id, seller_account, units, created_at, changed_at)
                        select gen_random_uuid(), 'default', 1, now(), now() - interval '2 hours' from generate_series(1, 450)"""));
        new Abandonment(kit.transactions(), kit.events(), CartKit.config(Map.of()), Clock.systemUTC()).run();
        assertThat(kit.told()).hasSize(450);
    }

    @Test
    void oldCartsAreForgotten() {
        UUID customer = kit.customer().id();
        UUID guests = open(Optional.empty(), 1);
        UUID own = open(Optional.of(customer), 1);
        UUID closed = open(Optional.empty(), 1);
        status(closed, "completed");
        cleanUp(Map.of(), 29);
        assertThat(find(guests)).isPresent();
        cleanUp(Map.of(), 31);
        assertThat(find(guests)).isEmpty();
        assertThat(find(own).orElseThrow().status()).isEqualTo(Cart.Status.OPEN);
        cleanUp(Map.of("customerCartDays", 0), 366);
        assertThat(find(own).orElseThrow().status()).isEqualTo(Cart.Status.OPEN);
        cleanUp(Map.of(), 366);
        assertThat(find(own).orElseThrow().status()).isEqualTo(Cart.Status.EXPIRED);
        assertThat(find(closed)).isPresent();
        cleanUp(Map.of(), 731);
        assertThat(find(closed)).isEmpty();
        assertThat(find(own)).isPresent();
    }

    @Test
    void mergesAreForgottenWithTheirUndo() {
        UUID customer = kit.customer().id();
        open(Optional.of(customer), 1);
        UUID guests = open(Optional.empty(), 1);
        UUID merge =
                as(() -> kit.merges().adopt(customer, guests, Optional.empty())).id();
        cleanUp(Map.of("closedCartDays", 1), 29);
        assertThat(as(() -> kit.merges().of(guests))).hasSize(1);
        cleanUp(Map.of("closedCartDays", 1), 30);
        assertThat(as(() -> kit.merges().of(guests))).isEmpty();
        assertThat(CartKit.send(rest, "POST", "/carts/merges/" + merge + "/undo", null)
                        .statusCode())
                .isEqualTo(404);
        cleanUp(Map.of("closedCartDays", 1), 32);
        assertThat(find(guests)).isEmpty();
    }

    private void cleanUp(Map<String, Object> configured, int daysLater) {
        new CartCleanUp(
                        kit.transactions(),
                        CartKit.config(configured),
                        Clock.fixed(
                                Instant.now().plus(Duration.ofDays(daysLater)).plusSeconds(60), ZoneOffset.UTC))
                .run();
    }

    private Optional<Cart> find(UUID cart) {
        return as(() -> kit.carts().find(cart));
    }

    private UUID open(Optional<UUID> customer, int quantity) {
        return as(() -> kit.carts()
                        .open(new Carts.Opening(
                                customer,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                quantity == 0
                                        ? List.of()
                                        : List.of(new Carts.Addition(tea, quantity, Optional.empty())))))
                .id();
    }

    private void add(UUID cart) {
        as(() -> kit.carts().add(cart, OptionalLong.empty(), List.of(new Carts.Addition(tea, 1, Optional.empty()))));
    }

    private <T> T as(java.util.function.Supplier<T> work) {
        return kit.plugin().access().call(new Caller("key:test", "Test", Set.of("*"), ALL.sellerAccounts()), work);
    }

    private void changedAgo(UUID cart, Duration ago) {
        kit.transactions()
                .sql(connection -> Sql.update(
                        connection,
                        "update cart.cart set changed_at = ? where id = ?",
                        Instant.now().minus(ago),
                        cart));
    }

    private void status(UUID cart, String status) {
        kit.transactions()
                .sql(connection ->
                        Sql.update(connection, "update cart.cart set status = ? where id = ?", status, cart));
    }

    private List<UUID> ids(String query) {
        List<UUID> ids = new ArrayList<>();
        list(query).get("items").forEach(item -> ids.add(id(item)));
        return ids;
    }

    private static UUID id(JsonNode item) {
        return UUID.fromString(item.get("id").asText());
    }

    private JsonNode list(@Nullable String query) {
        return CartKit.json(CartKit.send(rest, "GET", "/carts?" + query, null));
    }

    private String product() {
        String sku = "sku-" + UUID.randomUUID();
        CartKit.send(
                rest, "PUT", "/products/" + sku, "{\"name\":\"Tea\",\"price\":{\"amount\":450,\"currency\":\"USD\"}}");
        return sku;
    }
}
