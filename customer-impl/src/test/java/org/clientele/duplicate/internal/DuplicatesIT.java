package org.clientele.duplicate.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.clientele.access.Caller;
import org.clientele.customer.internal.Shop;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may be the same person, through HTTP. */
final class DuplicatesIT {
    private static final Shop SHOP = Shop.open();
    private static final DuplicateFollower FOLLOWER = new DuplicateFollower(SHOP.transactions());
    private static final RestFixture REST = RestFixture.with(
                    new DuplicateResource(new JdbcDuplicates(SHOP.transactions(), SHOP.access()), SHOP.access()))
            .access(SHOP.access())
            .key("blind", "customers:merge", "customers:read")
            .key("merger", "customers:merge")
            .key(
                    "seller-a",
                    new Caller("key:a", "a", Set.of("customers:*", "customers.pii:read"), Optional.of(Set.of("a"))))
            .start();

    @AfterAll
    static void close() {
        REST.close();
        SHOP.close();
    }

    @BeforeEach
    void nobody() {
        SHOP.sql("delete from customer.customer");
        FOLLOWER.run();
    }

    @Test
    void theSamePersonIsFoundByWhatIsTheSame() {
        UUID guest = customer("ada.lovelace@gmail.com", "Ada", "Lovelace", "", "1 St James Square", "SW1Y");
        UUID mailTag = customer("adalovelace+shop@googlemail.com", "A.", "Lovelace", "", "", "");
        UUID phone = customer("countess@example.com", "Ada", "Lovelase", "+447700900123", "", "");
        UUID landline = customer("", "Ada", "Lovelace", "07700900123", "", "");
        UUID typo = customer("other@example.com", "Ada", "Lovelacce", "", "1 Saint James Sq.", "sw1y");
        customer("unlike@example.com", "Grace", "Hopper", "+15551234567", "1 St James Square", "SW1Y");
        FOLLOWER.run();

        assertThat(kinds(guest, mailTag)).contains("email");
        assertThat(kinds(phone, landline)).contains("phone");
        assertThat(kinds(guest, typo)).contains("name-address");
        JsonNode list = json(REST.get("/duplicates"));
        assertThat(list.toString()).doesNotContain("Hopper");
        List<Double> scores = StreamSupport.stream(list.get("items").spliterator(), false)
                .map(item -> item.get("score").asDouble())
                .toList();
        assertThat(scores).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(list.at("/page/totalItems").asInt()).isEqualTo(scores.size());
        assertThat(list.at("/items/0/customers/0/name").asText()).isNotEmpty();
    }

    @Test
    void aHouseholdThatSharesATelephoneIsNoPerson() {
        customer("a@example.com", "Ada", "Byron", "+447700900555", "1 High Street", "N1");
        customer("b@example.com", "Augustus", "Leigh", "+447700900555", "1 High Street", "N1");
        FOLLOWER.run();
        assertThat(json(REST.get("/duplicates")).get("items")).isEmpty();
    }

    @Test
    void candidatesFollowWhatChanges() {
        UUID one = customer("one@example.com", "Ada", "Lovelace", "", "", "");
        UUID other = customer("other@example.com", "Ada", "Lovelace", "", "", "");
        FOLLOWER.run();
        assertThat(json(REST.get("/duplicates")).get("items")).isEmpty();

        SHOP.sql("update customer.customer set email = 'one@example.com' where id = '" + other + "'");
        assertThat(json(REST.get("/duplicates?customer=" + other)).get("items"))
                .as("computed at once")
                .hasSize(1);
        FOLLOWER.run();
        assertThat(kinds(one, other)).contains("email");
        assertThat(json(REST.get("/duplicates?customer=" + one)).get("items")).hasSize(1);

        SHOP.sql("delete from customer.customer where id = '" + one + "'");
        assertThat(json(REST.get("/duplicates")).get("items")).isEmpty();
        FOLLOWER.run();
        assertThat(count("customer.duplicate")).isZero();
        assertThat(count("customer.match_key where customer_id = '" + one + "'"))
                .isZero();
    }

    @Test
    void whoIsNotADuplicateIsRememberedUntilThatIsTakenBack() {
        UUID one = customer("same@example.com", "Ada", "L", "", "", "");
        UUID other = customer("same@example.com", "Anne", "L", "", "", "");
        FOLLOWER.run();
        String body = "{\"ids\":[\"" + other + "\",\"" + one + "\"]}";

        HttpResponse<String> dismissed = REST.post("/duplicates/dismissals", body);

        assertThat(dismissed.statusCode()).as(dismissed.body()).isEqualTo(201);
        assertThat(json(REST.post("/duplicates/dismissals", body)).get("id"))
                .isEqualTo(json(dismissed).get("id"));
        assertThat(json(REST.get("/duplicates")).get("items")).isEmpty();
        assertThat(json(REST.get("/duplicates?customer=" + one)).get("items")).isEmpty();
        SHOP.sql("update customer.customer set first_name = 'Ann' where id = '" + other + "'");
        FOLLOWER.run();
        assertThat(json(REST.get("/duplicates")).get("items")).isEmpty();
        assertThat(json(REST.get("/duplicates/dismissals"))
                        .at("/items/0/dismissedBy")
                        .asText())
                .isEqualTo("Fixture");

        String location = dismissed.headers().firstValue("Location").orElseThrow();
        assertThat(REST.send("DELETE", location, null).statusCode()).isEqualTo(204);
        assertThat(REST.send("DELETE", location, null).statusCode()).isEqualTo(404);
        assertThat(json(REST.get("/duplicates")).get("items")).hasSize(1);
    }

    @Test
    void badDismissalsAreRefused() {
        UUID one = customer("x@example.com", "Ada", "L", "", "", "");
        for (String ids : List.of("", "[]", "[null,null]", "[\"" + one + "\"]", "[\"" + one + "\",\"" + one + "\"]")) {
            HttpResponse<String> refused =
                    REST.post("/duplicates/dismissals", ids.isEmpty() ? "{}" : "{\"ids\":" + ids + "}");
            assertThat(refused.statusCode()).as(ids + refused.body()).isEqualTo(400);
        }
        assertThat(REST.post("/duplicates/dismissals", "{\"ids\":[\"" + one + "\",\"" + UUID.randomUUID() + "\"]}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(REST.get("/duplicates?customer=x").statusCode()).isEqualTo(400);
        assertThat(REST.get("/duplicates?customer=" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
        assertThat(REST.get("/duplicates?size=5").statusCode()).isEqualTo(400);
    }

    @Test
    void nobodySeesMoreThanTheirs() {
        UUID one = customer("same@example.com", "Ada", "L", "", "", "");
        UUID other = customer("same@example.com", "Ada", "L", "", "", "");
        FOLLOWER.run();
        String[] seller = {"Authorization", "Bearer seller-a"};
        join(one, "a");
        assertThat(json(REST.get("/duplicates", seller)).get("items")).isEmpty();
        assertThat(json(REST.get("/duplicates?customer=" + one, seller)).get("items"))
                .isEmpty();
        assertThat(REST.get("/duplicates?customer=" + other, seller).statusCode())
                .isEqualTo(404);
        join(other, "a");
        assertThat(json(REST.get("/duplicates", seller)).get("items")).hasSize(1);

        JsonNode blind = json(REST.get("/duplicates", "Authorization", "Bearer blind"));
        assertThat(blind.get("items")).hasSize(1);
        assertThat(blind.toString()).doesNotContain("same@example.com").doesNotContain("Ada");
        assertThat(REST.get("/duplicates", "Authorization", "Bearer merger").statusCode())
                .isEqualTo(403);
    }

    @Test
    void whatVeryManyShareTellsNobodyApart() {
        for (int i = 0; i < 60; i++) {
            customer("c" + i + "@example.com", "Ada", "Lovelace", "+4930555000", "", "");
        }
        FOLLOWER.run();
        UUID one = customer("late@example.com", "Ada", "Lovelace", "+4930555000", "", "");
        FOLLOWER.run();
        assertThat(json(REST.get("/duplicates?customer=" + one)).get("items")).isEmpty();
    }

    private static List<String> kinds(UUID one, UUID other) {
        Set<String> pair = Set.of(one.toString(), other.toString());
        JsonNode items = json(REST.get("/duplicates?size=100")).get("items");
        return StreamSupport.stream(items.spliterator(), false)
                .filter(item -> pair.equals(Set.copyOf(item.get("customers").findValuesAsText("id"))))
                .flatMap(item -> item.get("reasons").findValuesAsText("kind").stream())
                .toList();
    }

    private static UUID customer(
            String email, String firstName, String lastName, String phone, String line1, String postalCode) {
        UUID id = UUID.randomUUID();
        SHOP.sql("insert into customer.customer (id, account, email, first_name, last_name, phone) values ('" + id
                + "', false, " + text(email) + ", " + text(firstName) + ", " + text(lastName) + ", " + text(phone)
                + ")");
        if (!line1.isEmpty()) {
            SHOP.sql("insert into customer.address (id, customer_id, line1, postal_code, city, country) values ('"
                    + UUID.randomUUID() + "', '" + id + "', " + text(line1) + ", " + text(postalCode)
                    + ", 'London', 'GB')");
        }
        return id;
    }

    private static void join(UUID customer, String sellerAccount) {
        SHOP.sql("insert into customer.customer_summary (customer_id, seller_account, account, active, created_at)"
                + " values ('" + customer + "', '" + sellerAccount + "', false, true, now())");
    }

    private static String text(String value) {
        return value.isEmpty() ? "null" : "'" + value + "'";
    }

    private static long count(String from) {
        return SHOP.transactions().read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select count(*) from " + from)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
