package org.clientele.cart.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.clientele.persistence.Sql;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A transaction that lost against another one runs again. */
final class RepeatedOpeningIT {
    private static final CartKit KIT = new CartKit();
    private static final RestFixture REST = KIT.serve();

    @AfterAll
    static void close() {
        REST.close();
        KIT.close();
    }

    @Test
    void whatIsOpenedAgainHasTheQuantitiesThatWereAskedFor() {
        String sku = "sku-" + UUID.randomUUID();
        CartKit.send(
                REST, "PUT", "/products/" + sku, "{\"name\":\"Tea\",\"price\":{\"amount\":450,\"currency\":\"USD\"}}");
        firstInsertLoses();
        HttpResponse<String> opened = CartKit.send(
                REST,
                "POST",
                "/carts",
                "{\"customerId\":\"" + KIT.customer().id() + "\",\"lines\":[{\"sku\":\"" + sku + "\"}]}");
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        JsonNode cart = CartKit.json(opened);
        assertThat(tries()).isEqualTo(2);
        assertThat(cart.get("lines")).hasSize(1);
        assertThat(cart.at("/lines/0/quantity").asLong()).isOne();
        assertThat(cart.get("total").asLong()).isEqualTo(450);
    }

    /** As if it were in a deadlock. What a sequence gave is not rolled back. */
    private static void firstInsertLoses() {
        sql("create sequence cart.tries");
        sql("""
                create function cart.lose() returns trigger language plpgsql as $$
                begin
                    if nextval('cart.tries') = 1 then
                        raise exception 'deadlock detected' using errcode = '40P01';
                    end if;
                    return new;
                end $$""");
        sql("create trigger lose before insert on cart.cart for each row execute function cart.lose()");
    }

    private static void sql(String sql) {
        KIT.transactions().sql(connection -> Sql.update(connection, sql));
    }

    private static long tries() {
        return KIT.transactions().<Long>read(connection -> Sql.first(
                        connection, "select last_value from cart.tries", row -> row.getLong(1))
                .orElseThrow());
    }
}
