package org.clientele.notification.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.clientele.Uuid7;
import org.clientele.access.Caller;
import org.clientele.access.Identities;
import org.clientele.customer.internal.Shop;
import org.clientele.mail.Mail;
import org.clientele.notification.Notification;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.clientele.staff.internal.IdentityKit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers are told, through HTTP, and what they must not hear. */
final class NotificationsIT {
    private static final Shop SHOP = Shop.open();
    private static final Caller ADMIN = Caller.system("test");
    private static final Identities IDENTITIES = IdentityKit.of(SHOP);
    private static final List<Mail.Draft> MAILS = new ArrayList<>();
    private static final JdbcNotifications NOTIFICATIONS = new JdbcNotifications(
            SHOP.transactions(),
            SHOP.access(),
            IDENTITIES,
            new NotificationMails(
                    draft -> {
                        MAILS.add(draft);
                        return Uuid7.next();
                    },
                    "/staff/customers/{customer}"));
    private static final String ADA = "staff:00000000-0000-7000-8000-00000000000a";
    private static final String BOB = "staff:00000000-0000-7000-8000-00000000000b";
    private static final String KEY = "key:00000000-0000-7000-8000-00000000000c";
    private static final RestFixture REST = RestFixture.with(
                    new NotificationResource(NOTIFICATIONS), SHOP.customersResource())
            .access(SHOP.access())
            .key("ada", new Caller(ADA, "Ada", Set.of("customers:read"), Optional.empty()))
            .key("bob", new Caller(BOB, "Bob", Set.of("customers:read"), Optional.empty()))
            .key("key", new Caller(KEY, "Key", Set.of("customers:read"), Optional.empty()))
            .start();

    @AfterAll
    static void close() {
        REST.close();
        SHOP.close();
    }

    @BeforeEach
    void empty() {
        MAILS.clear();
        SHOP.keep(new NotificationData(SHOP.transactions()));
        SHOP.sql(
                "truncate customer.notification, customer.notification_setting",
                "truncate customer.staff cascade",
                "truncate customer.api_key",
                staff(ADA, "ada@example.com"),
                grant(ADA, "customer-service", "null"),
                staff(BOB, "bob@example.com"),
                grant(BOB, "sales-agent", "array['north']"),
                "insert into customer.api_key (id, name, token_hash, scopes) values ('" + KEY.substring(4)
                        + "', 'k', 'x', array['customers:read'])");
    }

    @Test
    void isReadByWhoeverItIsForNewestFirst() {
        UUID customer = customer("north");
        for (int i = 1; i <= 5; i++) {
            assertThat(NOTIFICATIONS.tell(draft(ADA, i).about(customer).with(Map.of("n", i))))
                    .isPresent();
        }
        NOTIFICATIONS.tell(draft(BOB, 9).about(customer));

        JsonNode first = json(get("ada", "?limit=2"));
        assertThat(first.get("items").findValuesAsText("title")).containsExactly("Thing 5", "Thing 4");
        assertThat(first.at("/items/0/data/n").asInt()).isEqualTo(5);
        assertThat(first.at("/items/0/customer").asText()).isEqualTo(customer.toString());
        assertThat(first.get("unread").asInt()).isEqualTo(5);
        JsonNode second = json(REST.get(first.at("/page/next").asText(), "Authorization", "Bearer ada"));
        assertThat(second.get("items").findValuesAsText("title")).containsExactly("Thing 3", "Thing 2");
        assertThat(json(get("bob", "")).get("items").findValuesAsText("title")).containsExactly("Thing 9");
        assertThat(json(get("key", "")).get("items")).isEmpty();

        String id = first.at("/items/0/id").asText();
        assertThat(json(post("ada", "/" + id + "/read", "")).get("unread").asInt())
                .isEqualTo(4);
        assertThat(json(post("ada", "/" + id + "/read", "")).get("read").asInt())
                .isZero();
        assertThat(json(post("bob", "/read", "{\"ids\":[\"" + id + "\"]}"))
                        .get("read")
                        .asInt())
                .isZero();
        String upTo = second.at("/items/0/id").asText();
        assertThat(json(post("ada", "/read", "{\"upTo\":\"" + upTo + "\"}"))
                        .get("read")
                        .asInt())
                .isEqualTo(3);
        assertThat(json(get("ada", "?unread=true")).get("items").findValuesAsText("title"))
                .containsExactly("Thing 4");
        assertThat(json(get("ada", "?kind=other.*")).get("items")).isEmpty();
        assertThat(json(get("ada", "?kind=test.*")).get("items")).hasSize(5);
    }

    @Test
    void factsThatAreMissingAreNull() {
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put("rating", null);
        NOTIFICATIONS.tell(draft(ADA, 1).with(data));
        assertThat(json(get("ada", "")).at("/items/0/data").toString()).isEqualTo("{\"rating\":null}");
    }

    @Test
    void theSameIsToldOnceAndNothingAfterARollback() {
        assertThat(NOTIFICATIONS.tell(draft(ADA, 1).once("k"))).isPresent();
        assertThat(NOTIFICATIONS.tell(draft(ADA, 1).once("k"))).isEmpty();
        assertThat(NOTIFICATIONS.tell(draft(BOB, 1).once("k"))).isPresent();
        assertThatThrownBy(() -> SHOP.transactions().run(em -> {
                    NOTIFICATIONS.tell(draft(ADA, 2));
                    throw new IllegalStateException("no");
                }))
                .hasMessageContaining("no");
        assertThat(json(get("ada", "")).get("items")).hasSize(1);
    }

    @Test
    void whoMayNotSeeTheCustomerIsNotTold() {
        UUID south = customer("south");
        UUID both = customer("north", "south");
        assertThat(NOTIFICATIONS.tell(draft(BOB, 1).about(south))).isEmpty();
        assertThat(NOTIFICATIONS.tell(draft(BOB, 2).about(both))).isPresent();
        assertThat(NOTIFICATIONS.tell(draft(BOB, 3).about(both).forWho("orders:read", Set.of("south"))))
                .isEmpty();
        assertThat(NOTIFICATIONS.tell(draft(BOB, 4).about(both).forWho("orders:read", Set.of("north"))))
                .isPresent();
        assertThat(NOTIFICATIONS.tell(draft(KEY, 5).about(both).forWho("orders:read", Set.of("north"))))
                .isEmpty();
        assertThat(NOTIFICATIONS.tell(draft(KEY, 6).about(both))).isPresent();
        assertThat(NOTIFICATIONS.tell(draft(ADA, 7).about(UUID.randomUUID()))).isEmpty();
        for (String nobody :
                List.of("staff:00000000-0000-7000-8000-0000000000ff", "system:x", "key:x", "customer:" + both, "")) {
            assertThat(NOTIFICATIONS.tell(draft(nobody, 8))).isEmpty();
        }
        SHOP.sql("update customer.staff set state = 'inactive' where email = 'ada@example.com'");
        assertThat(NOTIFICATIONS.tell(draft(ADA, 9))).isEmpty();
        SHOP.sql("update customer.api_key set revoked_at = now()");
        assertThat(NOTIFICATIONS.tell(draft(KEY, 9))).isEmpty();
    }

    @Test
    void whoLostTheRightReadsItNoMore() {
        UUID both = customer("north", "south");
        NOTIFICATIONS.tell(draft(BOB, 1).about(both));
        NOTIFICATIONS.tell(draft(BOB, 2).about(both).forWho("orders:read", Set.of("north")));
        NOTIFICATIONS.tell(draft(BOB, 3));
        SHOP.sql("update customer.staff_grant set seller_accounts = array['south'] where role = 'sales-agent'");
        assertThat(json(get("bob", "")).get("items").findValuesAsText("title")).containsExactly("Thing 3", "Thing 1");
        SHOP.sql("update customer.staff_grant set seller_accounts = array['west'] where role = 'sales-agent'");
        JsonNode left = json(get("bob", ""));
        assertThat(left.get("items").findValuesAsText("title")).containsExactly("Thing 3");
        assertThat(left.get("unread").asInt()).isEqualTo(1);
        SHOP.sql("delete from customer.staff_grant where role = 'sales-agent'");
        assertThat(json(get("bob", "")).get("items").findValuesAsText("title")).containsExactly("Thing 3");
    }

    @Test
    void itGoesWithTheCustomer() {
        UUID erased = customer("north");
        NOTIFICATIONS.tell(draft(ADA, 1).about(erased));
        NOTIFICATIONS.tell(draft(ADA, 2));
        SHOP.access().call(ADMIN, () -> SHOP.customers().erase(erased, OptionalLong.empty()));
        assertThat(json(get("ada", "")).get("items").findValuesAsText("title")).containsExactly("Thing 2");
    }

    @Test
    void staffChooseWhatComesByMailAndWhatDoesNotComeAtAll() {
        UUID customer = customer("north");
        assertThat(json(get("ada", "/settings")).toString()).isEqualTo("{\"mail\":[],\"muted\":[]}");
        assertThat(put("ada", "{\"mail\":[\"test.*\"],\"muted\":[\"loud.noise\"]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(put("key", "{\"mail\":[\"*\"]}").statusCode()).isEqualTo(200);
        NOTIFICATIONS.tell(draft(ADA, 1).about(customer).once("k"));
        NOTIFICATIONS.tell(draft(ADA, 1).about(customer).once("k"));
        NOTIFICATIONS.tell(draft(BOB, 2).about(customer));
        NOTIFICATIONS.tell(draft(KEY, 3).about(customer));
        assertThat(NOTIFICATIONS.tell(Notification.Draft.of(ADA, "loud.noise", "Noise")))
                .isEmpty();
        assertThat(NOTIFICATIONS.tell(Notification.Draft.of(ADA, "quiet.noise", "Noise")))
                .isPresent();

        assertThat(MAILS).singleElement().satisfies(mail -> {
            assertThat(mail.to()).isEqualTo("ada@example.com");
            assertThat(mail.customer()).contains(customer);
            assertThat(mail.template()).isEqualTo("notification");
            assertThat(mail.values())
                    .containsEntry("title", "Thing 1")
                    .containsEntry("link", "/staff/customers/" + customer);
        });
        assertThat(put("ada", "{\"mail\":[\"No\"]}").body()).contains("/mail/0");
        assertThat(put("ada", "{\"muted\":[\"a*\"]}").statusCode()).isEqualTo(400);
    }

    @Test
    void anOpenConsoleHearsOfIt() throws Exception {
        HttpResponse<java.util.stream.Stream<String>> stream = HttpClient.newHttpClient()
                .send(
                        REST.request(
                                        "/notifications/stream",
                                        "Authorization",
                                        "Bearer ada",
                                        "Accept",
                                        "text/event-stream")
                                .build(),
                        HttpResponse.BodyHandlers.ofLines());
        try (var lines = stream.body()) {
            Iterator<String> data =
                    lines.filter(line -> line.startsWith("data:")).iterator();
            assertThat(data.next()).contains("\"unread\":0");
            NOTIFICATIONS.tell(draft(ADA, 1));
            assertThat(data.next()).contains("\"unread\":1");
        }
    }

    @Test
    void badInputSaysWhere() {
        assertThat(get("ada", "?before=x").body()).contains("?before");
        assertThat(get("ada", "?limit=0").body()).contains("?limit");
        assertThat(get("ada", "?limit=101").statusCode()).isEqualTo(400);
        assertThat(get("ada", "?unread=maybe").body()).contains("?unread");
        assertThat(get("ada", "?kind=%25").body()).contains("?kind");
        assertThat(post("ada", "/read", "{}").body()).contains("/ids");
        assertThat(post("ada", "/read", "{\"ids\":[],\"upTo\":\"" + UUID.randomUUID() + "\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("ada", "/x/read", "").statusCode()).isBetween(400, 404);
        assertThatThrownBy(() -> NOTIFICATIONS.tell(Notification.Draft.of(ADA, "No", "x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NOTIFICATIONS.tell(Notification.Draft.of(ADA, "a.b", "x\ny")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oldOnesAreForgotten() {
        NOTIFICATIONS.tell(draft(ADA, 1));
        NOTIFICATIONS.tell(draft(ADA, 2));
        SHOP.sql("update customer.notification set at = now() - interval '91 days' where title = 'Thing 1'");
        new NotificationPurge(SHOP.transactions(), 90).run();
        assertThat(json(get("ada", "")).get("items").findValuesAsText("title")).containsExactly("Thing 2");
    }

    private static Notification.Draft draft(String recipient, int n) {
        return Notification.Draft.of(recipient, "test.thing", "Thing " + n);
    }

    private static String staff(String id, String email) {
        return "insert into customer.staff (id, email, name, state) values ('" + id.substring(6) + "', '" + email
                + "', 'N', 'active')";
    }

    private static String grant(String id, String role, String accounts) {
        return "insert into customer.staff_grant (staff_id, position, role, switched_on, switched_off, seller_accounts) values ('"
                + id.substring(6) + "', 0, '" + role + "', '{}', '{}', " + accounts + ")";
    }

    private static UUID customer(String... accounts) {
        HttpResponse<String> made = REST.post(
                "/customers",
                "{\"email\":\"" + UUID.randomUUID() + "@example.com\",\"account\":false,\"sellerAccounts\":[\""
                        + String.join("\",\"", accounts) + "\"]}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return UUID.fromString(Json.read(made.body().getBytes(StandardCharsets.UTF_8), JsonNode.class)
                .get("id")
                .asText());
    }

    private static HttpResponse<String> get(String key, String rest) {
        return REST.get("/notifications" + rest, "Authorization", "Bearer " + key);
    }

    private static HttpResponse<String> post(String key, String rest, String body) {
        return REST.post("/notifications" + rest, body, "Authorization", "Bearer " + key);
    }

    private static HttpResponse<String> put(String key, String body) {
        return REST.send("PUT", "/notifications/settings", body, "Authorization", "Bearer " + key);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
