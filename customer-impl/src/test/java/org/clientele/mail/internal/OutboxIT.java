package org.clientele.mail.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.access.Caller;
import org.clientele.mail.Mail;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The outbox through HTTP, without a mail server. */
final class OutboxIT {
    private static final PostOffice OFFICE = new PostOffice();
    private static final RestFixture REST = RestFixture.with(OFFICE.resource())
            .access(OFFICE.access())
            .key("reader", "outbox:read")
            .key("stranger", "customers:read")
            .key("seller-a", new Caller("key:a", "a", Set.of("outbox:*"), Optional.of(Set.of("a"))))
            .start();

    @AfterAll
    static void close() {
        REST.close();
        OFFICE.close();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try {
            return Json.mapper().readTree(answer.body());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static HttpResponse<String> as(String key, String method, String path) {
        return REST.send(method, path, null, "Authorization", "Bearer " + key);
    }

    private static List<String> ids(JsonNode list) {
        List<String> ids = new ArrayList<>();
        list.get("items").forEach(item -> ids.add(item.get("id").asText()));
        return ids;
    }

    @Test
    void withoutATransportAMailIsKeptAndCanBeRead() {
        UUID customer = OFFICE.customer("a");
        UUID id = OFFICE.post(customer, "Ada@example.com", "/verify?token=s3cret");

        HttpResponse<String> answer = REST.get("/outbox/" + id);
        JsonNode mail = json(answer);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"v0\"");
        assertThat(mail.get("id").asText()).isEqualTo(id.toString());
        assertThat(mail.get("customerId").asText()).isEqualTo(customer.toString());
        assertThat(mail.get("template").asText()).isEqualTo("verification");
        assertThat(mail.get("locale").asText()).isEqualTo("en");
        assertThat(mail.get("to").asText()).isEqualTo("Ada@example.com");
        assertThat(mail.get("subject").asText()).isEqualTo("Please confirm your e-mail address");
        assertThat(mail.get("text").asText()).contains("Hello Ada,");
        assertThat(mail.get("html").asText()).contains("<p>Hello Ada,</p>");
        assertThat(mail.get("state").asText()).isEqualTo("kept");
        assertThat(mail.get("attempts").asInt()).isZero();
        assertThat(mail.get("failure").isNull()).isTrue();
        assertThat(mail.get("createdAt").asText()).endsWith("Z");
        assertThat(mail.get("sentAt").isNull()).isTrue();
        assertThat(mail.get("links")).hasSize(1);
        assertThat(mail.get("links").get(0).asText()).isEqualTo("https://shop.example.com/verify?token=s3cret");
    }

    @Test
    void aRollbackPostsNothing() {
        UUID customer = OFFICE.customer("a");
        assertThatThrownBy(() -> OFFICE.transactions().sql(connection -> {
                    OFFICE.post(customer, "gone@example.com", "/x");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(ids(json(REST.get("/outbox?to=gone@example.com")))).isEmpty();
    }

    @Test
    void theListIsFilteredNewestFirstAndPaged() {
        UUID customer = OFFICE.customer("a");
        List<String> posted = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            posted.add(0, OFFICE.post(customer, "list@example.com", "/" + i).toString());
        }

        JsonNode first = json(REST.get("/outbox?to=LIST%40example.com&size=10&state=kept&template=verification"));
        assertThat(ids(first)).isEqualTo(posted.subList(0, 10));
        assertThat(first.get("page").get("totalItems").asInt()).isEqualTo(12);
        String next = first.get("page").get("next").asText();
        assertThat(ids(json(REST.get(next)))).isEqualTo(posted.subList(10, 12));
        assertThat(ids(json(REST.get("/outbox?customerId=" + customer + "&size=100"))))
                .isEqualTo(posted);
        assertThat(ids(json(REST.get("/outbox?customerId=" + customer + "&state=dead"))))
                .isEmpty();
        assertThat(ids(json(REST.get("/outbox?customerId=" + customer + "&template=welcome"))))
                .isEmpty();
        assertThat(ids(json(REST.get("/outbox?to=%25%27%22--")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?state=",
                "?state=KEPT",
                "?state=x",
                "?customerId=1",
                "?customerId=1-1-1-1-1",
                "?page=0",
                "?size=5"
            })
    void badInputIsRefusedWithAPointer(String query) throws Exception {
        HttpResponse<String> answer = REST.get("/outbox" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode problem = Json.mapper().readTree(answer.body());
        assertThat(problem.get("code").asText()).isEqualTo("validation");
        assertThat(problem.get("errors").get(0).get("pointer").asText())
                .isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    void onlyTheSellerAccountsOfTheCallerAreSeen() {
        UUID own = OFFICE.post(OFFICE.customer("a"), "scope@example.com", "/x");
        UUID others = OFFICE.post(OFFICE.customer("b"), "scope@example.com", "/x");
        UUID nobodys = OFFICE.outbox()
                .post(new Mail.Draft(
                        "export-ready", Optional.empty(), "scope@example.com", Optional.empty(), Map.of()));

        assertThat(ids(json(as("seller-a", "GET", "/outbox?to=scope@example.com"))))
                .containsExactly(own.toString());
        assertThat(as("seller-a", "GET", "/outbox/" + own).statusCode()).isEqualTo(200);
        assertThat(as("seller-a", "GET", "/outbox/" + others).statusCode()).isEqualTo(404);
        assertThat(as("seller-a", "GET", "/outbox/" + nobodys).statusCode()).isEqualTo(404);
        assertThat(as("seller-a", "POST", "/outbox/" + others + "/retry").statusCode())
                .isEqualTo(404);
        assertThat(ids(json(REST.get("/outbox?to=scope@example.com")))).hasSize(3);
    }

    @Test
    void readingAndRetryingHaveScopesOfTheirOwn() {
        UUID id = OFFICE.post(OFFICE.customer("a"), "scopes@example.com", "/x");

        assertThat(as("stranger", "GET", "/outbox").statusCode()).isEqualTo(403);
        assertThat(as("stranger", "GET", "/outbox/" + id).statusCode()).isEqualTo(403);
        assertThat(as("reader", "GET", "/outbox/" + id).statusCode()).isEqualTo(200);
        assertThat(as("reader", "POST", "/outbox/" + id + "/retry").statusCode())
                .isEqualTo(403);
        assertThat(REST.send("POST", "/outbox/" + id + "/retry", null).statusCode())
                .isEqualTo(200);
        assertThat(REST.get("/outbox/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(REST.get("/outbox/x").statusCode()).isEqualTo(404);
    }

    @Test
    void theMailsOfACustomerGoWithTheCustomer() {
        UUID erased = OFFICE.customer("a");
        UUID kept = OFFICE.customer("a");
        OFFICE.post(erased, "data@example.com", "/x");
        UUID other = OFFICE.post(kept, "data@example.com", "/x");
        OutboxData data = new OutboxData(OFFICE.transactions());

        data.erase(erased);
        data.erase(erased);

        assertThat(ids(json(REST.get("/outbox?to=data@example.com")))).containsExactly(other.toString());
        data.purge(kept);
        assertThat(ids(json(REST.get("/outbox?to=data@example.com")))).isEmpty();
    }

    @Test
    void oldMailsAreForgottenButNoneThatWaits() {
        UUID customer = OFFICE.customer("a");
        UUID waits = OFFICE.post(customer, "old@example.com", "/x");
        UUID sent = OFFICE.post(customer, "old@example.com", "/x");
        UUID dead = OFFICE.post(customer, "old@example.com", "/x");
        UUID fresh = OFFICE.post(customer, "old@example.com", "/x");
        String old = " set created_at = now() - interval '99 days', due_at = now() - interval '99 days'";
        OFFICE.execute("update customer.outbox_mail" + old + " where id = '" + waits + "'");
        OFFICE.execute("update customer.outbox_mail" + old + ", state = 'sent', sent_at = now() - interval '31 days'"
                + " where id = '" + sent + "'");
        OFFICE.execute("update customer.outbox_mail" + old + ", state = 'dead' where id = '" + dead + "'");
        OFFICE.execute("update customer.outbox_mail set state = 'sent', sent_at = now() - interval '29 days'"
                + " where id = '" + fresh + "'");

        new OutboxPurge(OFFICE.transactions(), 30, 0).run();

        assertThat(ids(json(REST.get("/outbox?to=old@example.com"))))
                .containsExactlyInAnyOrder(waits.toString(), fresh.toString());
    }

    @Test
    void whatCouldNotLeaveForLongIsGivenUpAndForgottenLater() {
        UUID customer = OFFICE.customer("a");
        UUID waits = OFFICE.post(customer, "late@example.com", "/x");
        UUID fresh = OFFICE.post(customer, "late@example.com", "/x");
        OFFICE.execute(
                "update customer.outbox_mail set created_at = now() - interval '31 days' where id = '" + waits + "'");

        new OutboxPurge(OFFICE.transactions(), 30, 30).run();
        assertThat(json(REST.get("/outbox/" + waits)).get("state").asText()).isEqualTo("dead");
        assertThat(json(REST.get("/outbox/" + waits)).get("failure").asText()).contains("too long");
        assertThat(json(REST.get("/outbox/" + fresh)).get("state").asText()).isEqualTo("kept");

        OFFICE.execute(
                "update customer.outbox_mail set due_at = now() - interval '31 days' where id = '" + waits + "'");
        new OutboxPurge(OFFICE.transactions(), 30, 30).run();
        assertThat(ids(json(REST.get("/outbox?to=late@example.com")))).containsExactly(fresh.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a@example.com\r\nBcc: b@example.com", "a@example.com\u0000"})
    void anAddressIsOneLine(String to) {
        UUID customer = OFFICE.customer("a");

        assertThatThrownBy(() -> OFFICE.post(customer, to, "/x")).isInstanceOf(IllegalArgumentException.class);
    }
}
