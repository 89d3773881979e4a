package org.clientele.cart.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.clientele.access.Caller;
import org.clientele.attribute.Attribute;
import org.clientele.cart.Attribution;
import org.clientele.cart.Cart;
import org.clientele.cart.Carts;
import org.clientele.checkout.internal.CheckoutData;
import org.clientele.checkout.internal.CheckoutLinkData;
import org.clientele.customer.TimelineSource;
import org.clientele.offer.internal.CouponUseData;
import org.clientele.persistence.Sql;
import org.clientele.rest.RestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is kept of customers in carts: shown, forgotten, moved. */
final class CartDataIT {
    private static final CartKit KIT = new CartKit();
    private static final RestFixture REST = KIT.serve();
    private static final String TEA = product("USD");
    private static final String EURO = product("EUR");

    private final CartData data = new CartData(KIT.transactions());
    private final UUID customer = KIT.customer().id();

    @AfterAll
    static void close() {
        REST.close();
        KIT.close();
    }

    @Test
    void customersShowWhatIsInTheirOpenCarts() {
        assertThat(shown(customer)).isEqualTo("0 0 null 0");
        Cart first = open(customer, TEA, 2);
        Cart second = open(customer, TEA, 1);
        assertThat(shown(customer)).isEqualTo("2 1350 USD 0");
        as(() -> KIT.carts()
                .remove(first.id(), OptionalLong.empty(), first.lines().get(0).id()));
        assertThat(shown(customer)).isEqualTo("2 450 USD 0");
        sql("update cart.cart set abandoned_at = now() where id = ?", second.id());
        assertThat(shown(customer)).isEqualTo("2 450 USD 1");
        as(() -> KIT.carts().send(second.id(), OptionalLong.empty(), Optional.of("FR")));
        assertThat(shown(customer)).isEqualTo("2 450 USD 0");
        sql("update cart.cart set status = 'completed' where id = ?", second.id());
        assertThat(shown(customer)).isEqualTo("1 0 USD 0");
        as(() -> {
            KIT.carts().remove(first.id(), OptionalLong.empty());
            return true;
        });
        assertThat(shown(customer)).startsWith("0 0 ");
    }

    @Test
    void ofSeveralCurrenciesOneIsShown() {
        Cart dollars = open(customer, TEA, 2);
        open(customer, EURO, 1);
        assertThat(shown(customer)).isEqualTo("2 450 EUR 0");
        open(customer, EURO, 1);
        assertThat(shown(customer)).isEqualTo("3 900 EUR 0");
        sql("update cart.cart set status = 'expired' where customer_id = ? and currency = 'EUR'", customer);
        assertThat(shown(customer)).isEqualTo("1 900 USD 0");
        assertThat(dollars.total()).isEqualTo(900);
    }

    /** However carts are written, by whomever. */
    @Test
    void theFiguresAreThoseOfCounting() {
        Random random = new Random(42);
        UUID other = KIT.customer().id();
        for (int i = 0; i < 300; i++) {
            UUID owner = random.nextBoolean() ? customer : other;
            int what = random.nextInt(8);
            if (what < 2) {
                open(owner, random.nextInt(5) == 0 ? EURO : TEA, 1 + random.nextInt(5));
            } else {
                String change =
                        switch (what) {
                            case 2 -> "set status = 'completed'";
                            case 3 -> "set abandoned_at = now(), changed_at = now()";
                            case 4 -> "set total = total + 7, abandoned_at = null, changed_at = now()";
                            case 5 -> "set customer_id = '" + (owner.equals(customer) ? other : customer) + "'";
                            case 6 -> "set customer_id = null";
                            default -> "set status = 'open', total = 100";
                        };
                sql(
                        "update cart.cart " + change
                                + " where id = (select id from cart.cart where customer_id = ? order by random() limit 1)",
                        owner);
            }
            for (UUID one : List.of(customer, other)) {
                assertThat(counted(one)).as("after %d: %d", i, what).isEqualTo(stored(one));
            }
        }
    }

    @Test
    void erasureLeavesWhatWasBought() {
        Cart bought = open(customer, TEA, 2);
        as(() -> KIT.carts()
                .attribute(
                        bought.id(),
                        OptionalLong.empty(),
                        new Attribution(
                                Optional.of("mail"),
                                Optional.of("for Ada"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("staff:7"),
                                java.util.Map.of("term", "ada"))));
        sql("update cart.cart set status = 'completed' where id = ?", bought.id());
        Cart meant = open(customer, TEA, 1);
        Cart guests = open(null, TEA, 1);
        as(() -> KIT.merges().adopt(customer, guests.id(), Optional.empty()));
        KIT.plugin().erase(data, customer);
        KIT.plugin().erase(data, customer);
        Cart left = find(bought.id()).orElseThrow();
        assertThat(left.total()).isEqualTo(900);
        assertThat(left.attribution()).isEqualTo(Attribution.NONE.withAgent(Optional.of("staff:7")));
        assertThat(find(meant.id())).isEmpty();
        assertThat(find(guests.id())).isEmpty();
        assertThat(rows("cart.cart_merge")).isZero();
        assertThat(rows("cart.customer_carts")).isZero();
    }

    @Test
    void allThatIsKeptIsToldWithoutTokensAndAgents() {
        Cart open = open(customer, TEA, 2);
        sql("""
                update cart.cart set attribution = '{"agent": "staff:7", "channel": "mail"}' where id = ?""", open.id());
        sql("""
                insert into cart.checkout_link (id, token_hash, cart_id, customer_id, uses, created_at, created_by, expires_at)
                values (gen_random_uuid(), sha256('canary'), '%s', ?, 1, now(), 'staff:7', now())""".formatted(open.id()), customer);

        Map<String, List<Map<String, @Nullable Object>>> told = KIT.plugin()
                .export(
                        customer,
                        data,
                        new CouponUseData(KIT.transactions()),
                        new CheckoutData(KIT.transactions()),
                        new CheckoutLinkData(KIT.transactions()));

        assertThat(told.get("cart.cart")).singleElement().satisfies(cart -> {
            assertThat(cart.get("total")).isEqualTo(900L);
            assertThat(String.valueOf(cart.get("attribution"))).contains("mail").doesNotContain("staff:7");
            assertThat(String.valueOf(cart.get("lines"))).contains(TEA);
        });
        assertThat(told.get("cart.checkout_link")).singleElement().satisfies(link -> assertThat(link)
                .doesNotContainKeys("token_hash", "created_by"));
        assertThat(told.get("cart.customer_carts")).hasSize(1);
    }

    @Test
    void purgeLeavesNothing() {
        Cart bought = open(customer, TEA, 2);
        sql("update cart.cart set status = 'completed' where id = ?", bought.id());
        open(customer, TEA, 1);
        Cart guests = open(null, TEA, 1);
        as(() -> KIT.merges().adopt(customer, guests.id(), Optional.empty()));
        KIT.plugin().purge(data, customer);
        for (String table : List.of("cart.cart", "cart.cart_merge", "cart.customer_carts")) {
            assertThat(rows(table)).as(table).isZero();
        }
        assertThat(find(guests.id())).isEmpty();
    }

    @Test
    void cartsGoWithTheCustomerIntoAnother() {
        UUID survivor = KIT.customer().id();
        open(survivor, TEA, 1);
        Cart moved = open(customer, TEA, 2);
        KIT.plugin().merge(data, customer, survivor);
        assertThat(find(moved.id()).orElseThrow().customerId()).contains(survivor);
        assertThat(shown(survivor)).isEqualTo("2 1350 USD 0");
        assertThat(shown(customer)).startsWith("0 0 ");
    }

    @Test
    void theTimelineTellsOfCarts() {
        Cart left = open(customer, TEA, 2);
        Cart paid = open(customer, TEA, 1);
        sql("update cart.cart set abandoned_at = now() where id = ?", left.id());
        sql("update cart.cart set status = 'completed', changed_at = now() where id = ?", paid.id());
        CartTimeline timeline =
                new CartTimeline(KIT.transactions(), KIT.plugin().access());
        List<TimelineSource.Entry> entries =
                as(() -> timeline.entries(customer, java.time.Instant.now().plusSeconds(60), 10));
        assertThat(entries.stream().map(TimelineSource.Entry::kind))
                .containsExactly("cart-completed", "cart-abandoned", "cart-opened", "cart-opened");
        assertThat(entries.get(1).title()).isEqualTo("Left a cart, 9.00 USD");
        assertThat(as(() -> timeline.entries(customer, entries.get(1).at(), 10)))
                .hasSize(2);
        assertThat(KIT.plugin()
                        .access()
                        .call(
                                new Caller("key:x", "X", java.util.Set.of("customers:read"), Optional.empty()),
                                () -> timeline.entries(customer, java.time.Instant.now(), 10)))
                .isEmpty();
    }

    private static String shown(UUID customer) {
        List<Attribute> attributes = new CartAttributes().attributes();
        String currency = text(
                        "select coalesce(currency, 'null') from cart.customer_carts where customer_id = ?", customer)
                .orElse("null");
        return KIT.plugin().value(attributes.get(0), customer).orElseThrow() + " "
                + KIT.plugin().value(attributes.get(1), customer).orElseThrow() + " " + currency + " "
                + KIT.plugin().value(attributes.get(2), customer).orElseThrow();
    }

    /** The value is counted in the currency that is stored: of several it may be any. */
    private static String counted(UUID customer) {
        return text("""
                select count(*) || ' ' || count(abandoned_at) || ' ' || coalesce(sum(total) filter (where currency = (
                    select currency from cart.customer_carts where customer_id = c.customer_id)), 0) || ' '
                    || (count(*) = 0 or bool_or(total = 0) or coalesce(sum(total) filter (where currency = (
                        select currency from cart.customer_carts where customer_id = c.customer_id)), 0) > 0)
                from cart.cart c where customer_id = ? and status = 'open' group by customer_id""", customer).orElse("0 0 0 true");
    }

    private static String stored(UUID customer) {
        return text(
                        "select open_carts || ' ' || abandoned || ' ' || open_value || ' true' from cart.customer_carts"
                                + " where customer_id = ?",
                        customer)
                .orElse("0 0 0 true");
    }

    private static Optional<String> text(String sql, UUID customer) {
        return KIT.transactions().read(connection -> Sql.first(connection, sql, row -> row.getString(1), customer));
    }

    private long rows(String table) {
        return KIT.transactions()
                .read(connection -> Sql.first(
                        connection,
                        "select count(*) from " + table + " where customer_id = ?",
                        row -> row.getLong(1),
                        customer))
                .orElseThrow();
    }

    private static void sql(String sql, UUID id) {
        KIT.transactions().sql(connection -> Sql.update(connection, sql, id));
    }

    private static Optional<Cart> find(UUID cart) {
        return as(() -> KIT.carts().find(cart));
    }

    private static Cart open(@Nullable UUID owner, String sku, int quantity) {
        return as(() -> KIT.carts()
                .open(new Carts.Opening(
                        Optional.ofNullable(owner),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(new Carts.Addition(sku, quantity, Optional.empty())))));
    }

    private static <T> T as(Supplier<T> work) {
        return KIT.plugin().access().call(Caller.system("test"), work);
    }

    private static String product(String currency) {
        String sku = "sku-" + UUID.randomUUID();
        CartKit.send(
                REST,
                "PUT",
                "/products/" + sku,
                "{\"name\":\"Tea\",\"price\":{\"amount\":450,\"currency\":\"" + currency + "\"}}");
        return sku;
    }
}
