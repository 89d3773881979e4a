package org.clientele.search.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.clientele.Page;
import org.clientele.access.Caller;
import org.clientele.attribute.Attribute.Type;
import org.clientele.customer.CustomerQuery;
import org.clientele.customer.CustomerRow;
import org.clientele.customer.internal.Shop;
import org.clientele.rest.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The database sends some types in another form once a statement is prepared, and searches are planned each time. */
final class JsonRowsIT {
    private static final Shop SHOP = Shop.open();

    @BeforeAll
    static void fill() {
        SHOP.sql("""
                insert into customer.customer (id, email, first_name, last_name, company, date_of_birth, account, tags,
                    registered_at, last_login_at, custom_fields, default_billing_address_id)
                values (uuidv7(), 'odd@example.com', E'"Q" \\\\ \\t\\n\\r\\b é 漢 🎈 ' || chr(127), E'\\u2028', '</script>', '0004-02-29', true,
                        array['vip', 'a "b"', 'é, {x}'], '0099-01-01 00:00:00.000001+00', 'infinity', '{"shoe": 38}', uuidv7()),
                    (uuidv7(), null, null, '', null, '2001-02-03', false, '{}', '2026-01-31 12:13:14.120+00',
                        '12026-01-31 12:13:14.123456+00', '{}', null)""", """
                update customer.customer_summary set orders = 7, total_spent = -5, average_order_value = 9223372036854775807,
                    currency = 'JPY', first_order_at = '2026-01-31 12:13:14.5+00', last_order_at = '1969-12-31 23:59:59.999999+00'
                where account""");
    }

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void theJsonOfAListSaysWhatItsValuesSay() throws Exception {
        String everything = String.join(
                ",",
                as(() -> SHOP.attributes().visible()).stream()
                        .filter(attribute -> !attribute.source().expression().isEmpty())
                        .map(attribute -> attribute.name())
                        .toList());
        for (CustomerQuery query : List.of(
                CustomerQuery.all(),
                CustomerQuery.all().fields(everything.split(",")).sortedBy("reference"),
                CustomerQuery.where("reference pr"))) {
            List<CustomerRow> values =
                    as(() -> SHOP.search().page(query, FIRST)).items();
            assertThat(values).hasSize(2);
            for (int again = 0; again < 4; again++) {
                List<JsonRow> json =
                        as(() -> SHOP.search().pageOfJson(query, FIRST)).items();
                for (int i = 0; i < values.size(); i++) {
                    same(Json.mapper().readTree(json.get(i).json()), values.get(i));
                }
            }
        }
    }

    private static final Page.Request FIRST = Page.Request.page(1, 10);

    @Test
    void theVersionComesBesideTheJson() {
        CustomerRow row =
                as(() -> SHOP.search().page(CustomerQuery.all(), FIRST)).items().get(0);
        SHOP.sql("update customer.customer set version = 41");

        Optional<JsonRow> found = as(() ->
                SHOP.search().findJson(UUID.fromString(String.valueOf(row.get("id"))), List.of("name", "version")));

        assertThat(found).map(JsonRow::version).hasValue(41L);
    }

    private static void same(JsonNode json, CustomerRow row) throws Exception {
        assertThat(json).hasSize(row.columns().size());
        for (int i = 0; i < row.columns().size(); i++) {
            String name = row.columns().get(i).name();
            Object value = row.values().get(i);
            Type type = row.columns().get(i).type();
            JsonNode expected = value != null && (type == Type.JSON || type == Type.COMPLEX)
                    ? Json.mapper().readTree((String) value)
                    : Json.mapper().readTree(Json.write(value == null ? Optional.empty() : value));
            assertThat(json.get(name)).as(name).isEqualTo(expected);
        }
    }

    private static <T> T as(Supplier<T> work) {
        return SHOP.access().call(Caller.system("test"), work);
    }
}
