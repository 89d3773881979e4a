package org.clientele.cart.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.clientele.access.Caller;
import org.clientele.cart.Cart;
import org.clientele.cart.Carts;
import org.clientele.persistence.Sql;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What one transaction wrote and closed is closed, also for a node that remembers what was written. */
final class ClosedWithinIT {
    private static final CartKit KIT = new CartKit();
    private static final RestFixture REST = KIT.serve();
    private static final Caller CALLER = new Caller("key:test", "Test", Set.of("*"), Optional.empty());

    private final String tea = product();

    @AfterAll
    static void close() {
        REST.close();
        KIT.close();
    }

    @Test
    void aCartThatIsOpenedAndBoughtAtOnceStaysBought() {
        UUID cart = KIT.transactions().sql(connection -> {
            Cart opened = open();
            complete(connection, opened);
            return opened.id();
        });
        assertRefused(cart, "cart-closed");
        assertThat(find(cart).status()).isEqualTo(Cart.Status.COMPLETED);
    }

    @Test
    void aCartThatIsChangedAndBoughtAtOnceStaysBought() {
        UUID cart = open().id();
        KIT.transactions().sql(connection -> {
            complete(connection, as(() -> KIT.carts().send(cart, OptionalLong.empty(), Optional.of("FR"))));
            return true;
        });
        assertRefused(cart, "cart-closed");
        assertThat(find(cart).status()).isEqualTo(Cart.Status.COMPLETED);
    }

    @Test
    void aCartThatIsOpenedAndMergedAtOnceStaysMerged() {
        UUID into = open().id();
        UUID from = KIT.transactions().sql(connection -> {
            UUID opened = open().id();
            as(() -> KIT.merges().merge(into, opened, Optional.empty()));
            return opened;
        });
        assertRefused(from, "cart-closed");
        assertThat(find(from).status()).isEqualTo(Cart.Status.MERGED);
    }

    @Test
    void aCartThatIsOpenedAndHeldAtOnceStaysHeld() {
        UUID cart = KIT.transactions().sql(connection -> {
            Cart opened = open();
            write(connection, new CartDraft(opened));
            Sql.update(connection, "update cart.cart set held = true where id = ?", opened.id());
            return opened.id();
        });
        assertRefused(cart, "awaiting-approval");
        assertThat(find(cart).lines()).hasSize(1);
    }

    private void assertRefused(UUID cart, String code) {
        HttpResponse<String> answer =
                CartKit.send(REST, "POST", "/carts/" + cart + "/lines", "{\"sku\":\"" + tea + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        assertThat(CartKit.json(answer).get("code").asText()).isEqualTo(code);
    }

    private Cart open() {
        return as(() -> KIT.carts()
                .open(new Carts.Opening(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(new Carts.Addition(tea, 1, Optional.empty())))));
    }

    /** As a checkout writes it. */
    private static void complete(Connection connection, Cart cart) throws SQLException {
        CartDraft closed = new CartDraft(cart);
        closed.status = Cart.Status.COMPLETED;
        closed.order = Optional.of("W-1");
        write(connection, closed);
    }

    private static void write(Connection connection, CartDraft draft) throws SQLException {
        CartRows.update(connection, draft.cart(draft.version + 1));
    }

    private static Cart find(UUID cart) {
        return KIT.transactions()
                .read(connection -> CartRows.find(connection, cart))
                .orElseThrow()
                .cart();
    }

    private static <T> T as(Supplier<T> work) {
        return KIT.plugin().access().call(CALLER, work);
    }

    private static String product() {
        String sku = "sku-" + UUID.randomUUID();
        CartKit.send(
                REST, "PUT", "/products/" + sku, "{\"name\":\"Tea\",\"price\":{\"amount\":450,\"currency\":\"USD\"}}");
        return sku;
    }
}
