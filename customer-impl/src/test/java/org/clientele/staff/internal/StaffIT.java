package org.clientele.staff.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.staff.internal.StaffKit.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.clientele.access.Caller;
import org.clientele.account.internal.AccountStaffKit;
import org.clientele.rest.RestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who works here, through HTTP. */
final class StaffIT {
    private static final String PASSWORD = StaffKit.PASSWORD;
    private static final StaffKit KIT = new StaffKit(Map.of());
    private static final RestFixture REST = KIT.rest()
            .key(
                    "north",
                    new Caller(
                            "key:n",
                            "n",
                            Set.of("staff:*", "customers:read", "orders:read"),
                            Optional.of(Set.of("north"))))
            .key("reader", "staff:read")
            .start();

    @AfterAll
    static void close() {
        REST.close();
        KIT.close();
    }

    @Test
    void whoIsInvitedChoosesAPasswordOnceAndComesIn() {
        JsonNode made =
                invite("ada@example.com", "{\"role\":\"customer-service\",\"actions\":{\"orders:refund\":false}}");
        assertThat(made.get("state").asText()).isEqualTo("invited");
        assertThat(login("ada@example.com", PASSWORD).statusCode()).isEqualTo(401);

        String token = KIT.token("staff-invitation", "ada@example.com");
        assertThat(choose(token, "short").body()).contains("too-short");
        assertThat(choose(token, PASSWORD).statusCode()).isEqualTo(204);
        assertThat(choose(token, PASSWORD).statusCode()).isEqualTo(410);

        HttpResponse<String> in = login("ADA@example.com", PASSWORD);
        assertThat(in.statusCode()).isEqualTo(200);
        assertThat(in.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly", "SameSite=Strict", "Path=/api/admin/v1")
                .doesNotContain("Secure");
        assertThat(in.body()).doesNotContain("clw_");
        Session session = Session.of(in);
        JsonNode who = json(session.get("/session"));
        assertThat(who.get("id").asText()).isEqualTo("staff:" + made.get("id").asText());
        assertThat(who.get("scopes").toString()).contains("customers:write").doesNotContain("orders:refund");
        assertThat(who.get("sellerAccounts").isNull()).isTrue();
        assertThat(session.get("/customers").statusCode()).isEqualTo(200);
        assertThat(session.get("/staff").statusCode()).isEqualTo(403);
        assertThat(session.send("POST", "/logout", null).statusCode()).isEqualTo(204);
        assertThat(session.get("/session").statusCode()).isEqualTo(401);
        assertThat(KIT.audited()).anyMatch(entry -> entry.action().equals("staff.logged-in"));
    }

    @Test
    void overTlsTheCookieIsSecure() {
        member("tls@example.com", "{\"role\":\"analyst\"}");
        HttpResponse<String> in = REST.post(
                "/login", secret("tls@example.com", PASSWORD), "Authorization", "", "X-Forwarded-Proto", "https");
        assertThat(in.headers().firstValue("Set-Cookie").orElseThrow()).contains("; Secure");
    }

    @Test
    void anotherSiteCannotUseTheSession() {
        Session session = member("csrf@example.com", "{\"role\":\"administrator\"}");
        String body = "{\"name\":\"x\",\"scopes\":[\"customers:read\"]}";
        for (String[] headers : List.of(
                new String[] {"Cookie", session.cookie()},
                new String[] {"Cookie", session.cookie(), "Clientele-CSRF", "guess"},
                new String[] {
                    "Cookie", session.cookie(), "Clientele-CSRF", session.csrf(), "Sec-Fetch-Site", "cross-site"
                },
                new String[] {
                    "Cookie", session.cookie(), "Clientele-CSRF", session.csrf(), "Sec-Fetch-Site", "same-site"
                },
                new String[] {"Cookie", session.cookie(), "Clientele-CSRF", session.csrf(), "Sec-Fetch-Site", "none"
                })) {
            HttpResponse<String> refused = REST.post(
                    "/roles",
                    body,
                    Stream.concat(Stream.of("Authorization", ""), Stream.of(headers))
                            .toArray(String[]::new));
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(code(refused)).isEqualTo("csrf");
        }
        assertThat(REST.get("/session", "Authorization", "", "Cookie", session.cookie(), "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(REST.post(
                                "/login",
                                secret("csrf@example.com", PASSWORD),
                                "Authorization",
                                "",
                                "Sec-Fetch-Site",
                                "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(session.send("POST", "/roles", body).statusCode()).isEqualTo(201);
        assertThat(json(session.get("/session")).get("csrfToken").asText()).isEqualTo(session.csrf());
    }

    @Test
    void eachLoginIsAnotherSessionAndEndsTheOneBefore() {
        Session first = member("twice@example.com", "{\"role\":\"analyst\"}");
        HttpResponse<String> again = REST.post(
                "/login", secret("twice@example.com", PASSWORD), "Authorization", "", "Cookie", first.cookie());
        Session second = Session.of(again);

        assertThat(second.cookie()).isNotEqualTo(first.cookie());
        assertThat(first.get("/session").statusCode()).isEqualTo(401);
        assertThat(second.get("/session").statusCode()).isEqualTo(200);
    }

    @Test
    void sessionsEndWhenTheyAreOldOrIdleOrTheirUserIsDeactivatedOrGone() {
        Session old = member("old@example.com", "{\"role\":\"analyst\"}");
        KIT.shop()
                .sql("update customer.staff_session set expires_at = now() - interval '1 second' where staff_id = '"
                        + old.id() + "'");
        assertThat(old.get("/session").statusCode()).isEqualTo(401);

        Session idle = member("idle@example.com", "{\"role\":\"analyst\"}");
        KIT.shop()
                .sql("update customer.staff_session set last_used_at = now() - interval '2 hours' where staff_id = '"
                        + idle.id() + "'");
        assertThat(idle.get("/session").statusCode()).isEqualTo(401);

        Session off = member("off@example.com", "{\"role\":\"analyst\"}");
        assertThat(REST.send("POST", "/staff/" + off.id() + "/deactivate", null).statusCode())
                .isEqualTo(200);
        assertThat(off.get("/session").statusCode()).isEqualTo(401);
        assertThat(code(login("off@example.com", PASSWORD))).isEqualTo("invalid-credentials");
        assertThat(REST.send("POST", "/staff/" + off.id() + "/activate", null).body())
                .contains("\"state\":\"active\"");
        assertThat(off.get("/session").statusCode()).isEqualTo(401);
        assertThat(login("off@example.com", PASSWORD).statusCode()).isEqualTo(200);

        Session gone = member("gone@example.com", "{\"role\":\"analyst\"}");
        assertThat(REST.send("DELETE", "/staff/" + gone.id(), null, "If-Match", "*")
                        .statusCode())
                .isEqualTo(204);
        assertThat(gone.get("/session").statusCode()).isEqualTo(401);
    }

    @Test
    void whoeverKnowsTheIdOfASessionKnowsWhetherItIsOpen() {
        StaffSessions sessions = KIT.sessions();
        List<String> ends = List.of(
                "delete from customer.staff_session where id = '%s'",
                "update customer.staff_session set expires_at = now() where id = '%s'",
                "update customer.staff_session set last_used_at = now() - interval '61 minutes' where id = '%s'",
                "update customer.staff u set state = 'inactive' from customer.staff_session s"
                        + " where s.staff_id = u.id and s.id = '%s'");
        for (int i = 0; i < ends.size(); i++) {
            Session member = member("open" + i + "@example.com", "{\"role\":\"analyst\"}");
            String secret = member.cookie().replaceFirst(".*?=", "");
            UUID id = sessions.sessionId(secret).orElseThrow();
            assertThat(sessions.isOpen(id)).isTrue();
            KIT.shop().sql(String.format(ends.get(i), id));
            assertThat(sessions.isOpen(id)).as(ends.get(i)).isFalse();
            assertThat(sessions.sessionId(secret)).isEmpty();
        }
        assertThat(sessions.isOpen(UUID.randomUUID())).isFalse();
        assertThat(sessions.sessionId("clw_unknown")).isEmpty();
    }

    @Test
    void whoIsUnknownGetsTheSameAnswerAndIsLockedOutAlike() {
        member("known@example.com", "{\"role\":\"analyst\"}");
        for (String email : List.of("known@example.com", "unknown@example.com")) {
            List<Integer> tries = AccountStaffKit.lockOut(i -> login(email, "wrong wrong " + i)).stream()
                    .map(HttpResponse::statusCode)
                    .toList();
            HttpResponse<String> locked = login(email, PASSWORD);
            assertThat(code(locked)).isEqualTo("locked-out");
            assertThat(locked.headers().firstValue("Retry-After")).isPresent();
            assertThat(tries).as(email).startsWith(401, 401, 401, 401, 401).endsWith(429);
        }
    }

    @Test
    void aForgottenPasswordIsResetByMailAndEndsAllSessions() {
        Session before = member("forgot@example.com", "{\"role\":\"analyst\"}");
        HttpResponse<String> known =
                REST.post("/password-reset", "{\"email\":\"forgot@example.com\"}", "Authorization", "");
        HttpResponse<String> unknown =
                REST.post("/password-reset", "{\"email\":\"nobody@example.com\"}", "Authorization", "");
        assertThat(known.statusCode()).isEqualTo(202).isEqualTo(unknown.statusCode());
        assertThat(known.body()).isEqualTo(unknown.body());

        assertThat(choose(KIT.token("staff-password-reset", "forgot@example.com"), "another password")
                        .statusCode())
                .isEqualTo(204);
        assertThat(before.get("/session").statusCode()).isEqualTo(401);
        assertThat(login("forgot@example.com", PASSWORD).statusCode()).isEqualTo(401);
        assertThat(login("forgot@example.com", "another password").statusCode()).isEqualTo(200);
        assertThat(KIT.mails("forgot@example.com"))
                .anyMatch(mail -> mail.template().equals("staff-password-changed"));
        assertThat(KIT.mails("nobody@example.com")).isEmpty();
    }

    @Test
    void aPasswordIsChangedWithThePresentOne() {
        Session session = member("change@example.com", "{\"role\":\"analyst\"}");
        assertThat(session.send("PUT", "/password", "{\"currentPassword\":\"no\",\"password\":\"another password\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(session.send(
                                "PUT",
                                "/password",
                                "{\"currentPassword\":\"" + PASSWORD + "\",\"password\":\"another password\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(session.get("/session").statusCode()).isEqualTo(200);
        assertThat(REST.send("PUT", "/password", "{\"currentPassword\":\"a\",\"password\":\"another password\"}")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void rightsDifferBetweenSellerAccounts() {
        for (String account : List.of("east", "west", "far")) {
            HttpResponse<String> made = REST.post(
                    "/customers",
                    "{\"email\":\"" + account + "@customer.example\",\"sellerAccounts\":[\"" + account + "\"]}");
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        }
        Session session = member(
                "mixed@example.com",
                "{\"actions\":{\"customers:read\":true,\"customers.pii:read\":true,\"customers:write\":true},\"sellerAccounts\":[\"east\"]},"
                        + "{\"actions\":{\"customers:read\":true},\"sellerAccounts\":[\"west\"]}");

        // Both are seen, with what is allowed in both.
        assertThat(json(session.get("/customers")).at("/page/totalItems").asInt())
                .isEqualTo(2);
        assertThat(session.get("/customers").body()).doesNotContain("@customer.example");
        String[] east = {"Clientele-Seller-Account", "east"};
        assertThat(session.get("/customers", east).body())
                .contains("east@customer.example")
                .doesNotContain("west@");
        assertThat(json(session.get("/customers/stats", east)).toString()).contains(":1");
        String[] west = {"Clientele-Seller-Account", "west"};
        assertThat(json(session.get("/customers", west)).at("/page/totalItems").asInt())
                .isEqualTo(1);
        assertThat(session.get("/customers", west).body()).doesNotContain("@customer.example");
        assertThat(session.get("/customers", "Clientele-Seller-Account", "far").statusCode())
                .isEqualTo(403);
        assertThat(session.get("/customers", "Clientele-Seller-Account", "east,far")
                        .statusCode())
                .isEqualTo(403);
        assertThat(json(session.get("/seller-accounts")).get("items").findValuesAsText("id"))
                .containsExactly("east", "west");
        assertThat(json(session.get("/seller-accounts"))
                        .at("/items/0/customers")
                        .asInt())
                .isEqualTo(1);
        // To write is allowed in one of them only, and so happens there.
        HttpResponse<String> made = session.send("POST", "/customers", "{\"firstName\":\"New\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(json(made).get("sellerAccounts").toString()).isEqualTo("[\"east\"]");
        assertThat(session.send("POST", "/customers", "{\"sellerAccounts\":[\"west\"]}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void theLastAdministratorStays() {
        try (StaffKit kit = new StaffKit(Map.of());
                RestFixture rest = kit.rest().start()) {
            String first = administrator(kit, rest, "first@example.com");
            assertThat(code(rest.send("POST", "/staff/" + first + "/deactivate", null)))
                    .isEqualTo("last-administrator");
            assertThat(code(rest.send("DELETE", "/staff/" + first, null, "If-Match", "*")))
                    .isEqualTo("last-administrator");
            assertThat(code(rest.send("PUT", "/staff/" + first + "/grants", "{\"grants\":[{\"role\":\"analyst\"}]}")))
                    .isEqualTo("last-administrator");
            String second = administrator(kit, rest, "second@example.com");

            List<Integer> statuses = Stream.of(first, second)
                    .map(id ->
                            CompletableFuture.supplyAsync(() -> rest.send("POST", "/staff/" + id + "/deactivate", null)
                                    .statusCode()))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();

            assertThat(statuses).containsExactlyInAnyOrder(200, 409);
        }
    }

    @Test
    void nobodyGivesTakesOrTouchesWhatTheyDoNotHave() {
        String all =
                invite("all@example.com", "{\"role\":\"analyst\"}").get("id").asText();
        String admin = invite("boss@example.com", "{\"role\":\"administrator\"}")
                .get("id")
                .asText();
        String[] north = {"Authorization", "Bearer north"};
        for (String grant : List.of(
                "{\"role\":\"administrator\",\"sellerAccounts\":[\"north\"]}",
                "{\"actions\":{\"customers:read\":true}}",
                "{\"actions\":{\"customers:read\":true},\"sellerAccounts\":[\"north\",\"south\"]}",
                "{\"actions\":{\"customers:erase\":true},\"sellerAccounts\":[\"north\"]}")) {
            HttpResponse<String> refused = REST.post(
                    "/staff",
                    "{\"email\":\"n" + grant.length() + "@example.com\",\"name\":\"N\",\"grants\":[" + grant + "]}",
                    north);
            assertThat(refused.statusCode()).as(grant).isEqualTo(403);
        }
        assertThat(REST.send(
                                "PATCH",
                                "/staff/" + admin,
                                "{\"email\":\"evil@example.com\"}",
                                "Authorization",
                                "Bearer north",
                                "If-Match",
                                "*")
                        .statusCode())
                .isEqualTo(403);
        assertThat(REST.send("POST", "/staff/" + all + "/deactivate", null, north)
                        .statusCode())
                .isEqualTo(403);
        assertThat(REST.send("DELETE", "/staff/" + all, null, "Authorization", "Bearer north", "If-Match", "*")
                        .statusCode())
                .isEqualTo(403);
        assertThat(REST.post("/roles", "{\"name\":\"Own\",\"scopes\":[\"customers:read\"]}", north)
                        .statusCode())
                .isEqualTo(403);
        assertThat(REST.get("/staff", "Authorization", "Bearer reader").statusCode())
                .isEqualTo(200);
        assertThat(REST.post("/staff", "{}", "Authorization", "Bearer reader").statusCode())
                .isEqualTo(403);
    }

    @Test
    void sharingInvitesWhoIsNotThereAndKeepsToTheOwnSellerAccounts() {
        String[] north = {"Authorization", "Bearer north"};
        JsonNode shared = json(REST.post(
                "/staff/share",
                "{\"user\":\"Shared@example.com\",\"name\":\"Sam Shared\",\"actions\":{\"customers:read\":true},\"sellerAccounts\":[\"north\"]}",
                north));
        String id = shared.get("id").asText();
        assertThat(KIT.token("staff-invitation", "shared@example.com")).startsWith("clf_");
        assertThat(REST.post(
                                "/staff/share",
                                "{\"user\":\"sam shared\",\"role\":\"analyst\",\"sellerAccounts\":[\"south\"]}")
                        .statusCode())
                .isEqualTo(200);

        JsonNode seen = json(REST.get("/staff/" + id, north));
        assertThat(seen.get("grants")).hasSize(1);
        assertThat(seen.toString()).doesNotContain("south");
        HttpResponse<String> replaced = REST.send(
                "PUT",
                "/staff/" + id + "/grants",
                "{\"grants\":[{\"actions\":{\"orders:read\":true},\"sellerAccounts\":[\"north\"]}]}",
                north);
        assertThat(replaced.statusCode()).as(replaced.body()).isEqualTo(200);
        assertThat(json(REST.get("/staff/" + id)).get("grants")).hasSize(2);
        assertThat(json(REST.get("/staff/" + id)).toString()).contains("orders:read", "south");
        String south = invite("south@example.com", "{\"role\":\"analyst\",\"sellerAccounts\":[\"south\"]}")
                .get("id")
                .asText();
        assertThat(REST.get("/staff/" + south, north).statusCode()).isEqualTo(404);
        assertThat(REST.get("/staff", north).body()).doesNotContain("south@example.com");
        assertThat(REST.post("/staff/share", "{\"user\":\"Nobody Here\",\"role\":\"analyst\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void ownRolesComeChangeAndGo() {
        HttpResponse<String> made = REST.post("/roles", "{\"name\":\"Night Shift\",\"scopes\":[\"customers:read\"]}");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(json(made).get("code").asText()).isEqualTo("night-shift");
        Session session = member("night@example.com", "{\"role\":\"night-shift\"}");
        assertThat(session.get("/staff").statusCode()).isEqualTo(403);

        HttpResponse<String> changed = REST.send(
                "PATCH", "/roles/night-shift", "{\"scopes\":[\"customers:read\",\"staff:read\"]}", "If-Match", "*");

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(session.get("/staff").statusCode()).isEqualTo(200);
        assertThat(code(REST.send("DELETE", "/roles/night-shift", null, "If-Match", "*")))
                .isEqualTo("in-use");
        assertThat(REST.send("PUT", "/staff/" + session.id() + "/grants", "{\"grants\":[]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(session.get("/customers").statusCode()).isEqualTo(403);
        assertThat(session.get("/session").statusCode()).isEqualTo(200);
        assertThat(REST.send("DELETE", "/roles/night-shift", null).statusCode()).isEqualTo(428);
        assertThat(REST.send("DELETE", "/roles/night-shift", null, "If-Match", "\"v0\"")
                        .statusCode())
                .isEqualTo(412);
        assertThat(REST.send("DELETE", "/roles/night-shift", null, "If-Match", "\"v1\"")
                        .statusCode())
                .isEqualTo(204);
        assertThat(code(REST.send("DELETE", "/roles/analyst", null, "If-Match", "*")))
                .isEqualTo("shipped");
        assertThat(json(REST.get("/roles")).get("items").findValuesAsText("code"))
                .contains("administrator", "customer-service", "sales-agent", "analyst", "storefront");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"email":"no","name":"N","grants":[]}                                                       | /email
            {"email":"b1@example.com","name":" ","grants":[]}                                           | /name
            {"email":"b2@example.com","name":"N","locale":"?","grants":[]}                              | /locale
            {"email":"b3@example.com","name":"N","grants":[{"role":"king"}]}                            | /grants/0/role
            {"email":"b4@example.com","name":"N","grants":[{}]}                                         | /grants/0/role
            {"email":"b5@example.com","name":"N","grants":[{"role":"analyst","actions":{"*":false}}]}   | /grants/0/actions
            {"email":"b6@example.com","name":"N","grants":[{"actions":{"Read":true}}]}                  | /grants/0/actions
            {"email":"b7@example.com","name":"N","grants":[{"role":"analyst","sellerAccounts":[]}]}     | /grants/0/sellerAccounts
            {"email":"b8@example.com","name":"N","grants":[{"role":"analyst","sellerAccounts":["*"]}]}  | /grants/0/sellerAccounts
            {"email":"b9@example.com","name":"N","grants":[],"state":"active"}                          | /state
            """)
    void whatIsWrongIsPointedAt(String body, String pointer) {
        HttpResponse<String> refused = REST.post("/staff", body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).contains("\"pointer\":\"" + pointer + "\"");
    }

    @Test
    void anAddressIsTakenOnce() {
        invite("taken@example.com", "{\"role\":\"analyst\"}");
        HttpResponse<String> second =
                REST.post("/staff", "{\"email\":\"TAKEN@example.com\",\"name\":\"T\",\"grants\":[]}");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(code(second)).isEqualTo("email-taken");
    }

    @Test
    void anotherAddressVoidsTheLinkThatWentToTheFormer() {
        String id =
                invite("former@example.com", "{\"role\":\"analyst\"}").get("id").asText();
        String token = KIT.token("staff-invitation", "former@example.com");
        HttpResponse<String> changed =
                REST.send("PATCH", "/staff/" + id, "{\"email\":\"latter@example.com\"}", "If-Match", "\"v0\"");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(choose(token, PASSWORD).statusCode()).isEqualTo(410);
        assertThat(REST.send("POST", "/staff/" + id + "/password-mail", null).statusCode())
                .isEqualTo(202);
        assertThat(choose(KIT.token("staff-invitation", "latter@example.com"), PASSWORD)
                        .statusCode())
                .isEqualTo(204);
    }

    private record Session(String id, String cookie, String csrf) {
        static Session of(HttpResponse<String> login) {
            assertThat(login.statusCode()).as(login.body()).isEqualTo(200);
            return new Session(
                    json(login).get("id").asText(),
                    login.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", ""),
                    json(login).get("csrfToken").asText());
        }

        HttpResponse<String> get(String path, String... headers) {
            return REST.get(
                    path,
                    Stream.concat(Stream.of("Authorization", "", "Cookie", cookie), Stream.of(headers))
                            .toArray(String[]::new));
        }

        HttpResponse<String> send(String method, String path, @Nullable String body) {
            return REST.send(
                    method,
                    path,
                    body,
                    "Authorization",
                    "",
                    "Cookie",
                    cookie,
                    "Clientele-CSRF",
                    csrf,
                    "Sec-Fetch-Site",
                    "same-origin");
        }
    }

    private static JsonNode invite(String email, String grant) {
        HttpResponse<String> made =
                REST.post("/staff", "{\"email\":\"" + email + "\",\"name\":\"N\",\"grants\":[" + grant + "]}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return json(made);
    }

    private static Session member(String email, String grant) {
        invite(email, grant);
        assertThat(choose(KIT.token("staff-invitation", email), PASSWORD).statusCode())
                .isEqualTo(204);
        return Session.of(login(email, PASSWORD));
    }

    private static String administrator(StaffKit kit, RestFixture rest, String email) {
        String id = json(rest.post(
                        "/staff",
                        "{\"email\":\"" + email + "\",\"name\":\"A\",\"grants\":[{\"role\":\"administrator\"}]}"))
                .get("id")
                .asText();
        rest.post(
                "/password",
                "{\"token\":\"" + kit.token("staff-invitation", email) + "\",\"password\":\"" + PASSWORD + "\"}");
        return id;
    }

    private static HttpResponse<String> choose(String token, String password) {
        return REST.post(
                "/password", "{\"token\":\"" + token + "\",\"password\":\"" + password + "\"}", "Authorization", "");
    }

    private static HttpResponse<String> login(String email, String password) {
        return REST.post("/login", secret(email, password), "Authorization", "");
    }

    private static String secret(String email, String password) {
        return "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}";
    }

    private static String code(HttpResponse<String> refused) {
        return json(refused).get("code").asText();
    }
}
