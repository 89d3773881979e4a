package org.clientele.account.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.clientele.access.Caller;
import org.clientele.customer.internal.CustomerResource;
import org.clientele.customer.internal.CustomersResource;
import org.clientele.customer.internal.Shop;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What shoppers do about their logins, through HTTP. */
final class LoginsIT {
    private static final String PASSWORD = "correct horse battery";
    private static final String STORE = "store";
    private static final Shop SHOP = Shop.open();
    private static final AccountKit KIT =
            AccountKit.of(SHOP, java.util.Map.of("triesOfAddress", 1_000_000, "mailsOfAddress", 1_000_000));
    private static final RestFixture REST = RestFixture.with(
                    new CustomersResource(SHOP.customers(), KIT.accounts(), SHOP.search()),
                    new CustomerResource(SHOP.customers(), SHOP.search()),
                    new AccountResource(KIT.accounts(), SHOP.search()))
            .store(
                    new RegistrationResource(KIT.logins(), KIT.settings()),
                    new VerificationResource(KIT.logins()),
                    new LoginResource(KIT.logins(), KIT.settings()),
                    new LogoutResource(KIT.logins()),
                    new PasswordResetResource(KIT.logins(), KIT.settings()),
                    new PasswordResource(KIT.logins(), SHOP.access(), KIT.settings()),
                    new EmailChangeResource(KIT.logins()),
                    new MeResource(SHOP.customers(), KIT.logins(), SHOP.access(), KIT.settings()),
                    new MyAddressResource(SHOP.addresses(), SHOP.access()))
            .access(SHOP.access())
            .sessions(KIT.sessions())
            .key(STORE, Caller.STORE_USE)
            .key("store-a", new Caller("key:a", "a", Set.of(Caller.STORE_USE), Optional.of(Set.of("a"))))
            .key("store-b", new Caller("key:b", "b", Set.of(Caller.STORE_USE), Optional.of(Set.of("b"))))
            .start();

    @AfterAll
    static void close() {
        REST.close();
        SHOP.close();
    }

    @Test
    void aShopperRegistersProvesTheAddressAndLogsIn() {
        String email = "first@example.com";
        HttpResponse<String> registered = store("POST", "/register", body(email, PASSWORD, "\"firstName\":\"Ada\""));
        assertThat(registered.statusCode()).isEqualTo(202);
        assertThat(code(login(email, PASSWORD))).isEqualTo("not-verified");
        assertThat(code(login(email, "wrong wrong"))).isEqualTo("invalid-credentials");

        String token = KIT.token("verification", email);
        assertThat(REST.get("/api/store/v1/verify?token=" + token).statusCode()).isEqualTo(405);
        HttpResponse<String> verified = open("/verify", "{\"token\":\"" + token + "\"}");
        assertThat(verified.statusCode()).isEqualTo(200);
        assertThat(AccountKit.json(verified).get("verification").asText()).isEqualTo("verified");
        HttpResponse<String> again = open("/verify", "{\"token\":\"" + token + "\"}");
        assertThat(again.statusCode()).isEqualTo(410);
        assertThat(code(again)).isEqualTo("token-expired");

        HttpResponse<String> opened = login(email, PASSWORD);
        assertThat(opened.statusCode()).isEqualTo(200);
        JsonNode session = AccountKit.json(opened);
        assertThat(session.get("customer").get("firstName").asText()).isEqualTo("Ada");
        assertThat(session.get("customer").get("lastLoginAt").isNull()).isFalse();
        String shopper = session.get("token").asText();
        assertThat(me("GET", "/me", null, shopper).statusCode()).isEqualTo(200);
        assertThat(AccountKit.json(login(email, PASSWORD)).get("token").asText())
                .isNotEqualTo(shopper);
        assertThat(me("POST", "/logout", null, shopper).statusCode()).isEqualTo(204);
        assertThat(me("GET", "/me", null, shopper).statusCode()).isEqualTo(401);
    }

    @Test
    void registeringTellsNobodyButTheOwnerThatThereIsAnAccount() {
        String email = "known@example.com";
        HttpResponse<String> first = store("POST", "/register", body(email, PASSWORD));
        open("/verify", "{\"token\":\"" + KIT.token("verification", email) + "\"}");

        HttpResponse<String> second = store("POST", "/register", body("Known@Example.com", "another password"));

        assertThat(second.statusCode()).isEqualTo(first.statusCode());
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(KIT.mails(email).get(1).template()).isEqualTo("account-exists");
        assertThat(login(email, "another password").statusCode()).isEqualTo(401);
        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void aPasswordLyingInWaitForSomebodyElsesProofIsVoid() {
        String email = "victim@example.com";
        store("POST", "/register", body(email, "the attackers one"));
        store("POST", "/register", body(email, PASSWORD));

        open("/verify", "{\"token\":\"" + KIT.token("verification", email) + "\"}");

        assertThat(login(email, "the attackers one").statusCode()).isEqualTo(401);
        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(401);
        setPassword(KIT.token("set-password", email), PASSWORD);
        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void parallelRegistrationsMakeOneAccount() {
        String email = "parallel@example.com";

        List<Integer> statuses = inParallel(6, i -> unlessBusy(() -> store("POST", "/register", body(email, PASSWORD)))
                .statusCode());

        assertThat(statuses).containsOnly(202);
        assertThat(REST.get("/customers?q=" + email).body()).contains("\"totalItems\":1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /register       | {"password":"correct horse"}                                        | /email
            /register       | {"email":"no"}                                                       | /email
            /register       | {"email":"x@example.com","password":"short"}                         | /password
            /register       | {"email":"x@example.com","password":"password123"}                   | /password
            /register       | {"email":"x@example.com","password":7}                               | /password
            /register       | {"email":"x@example.com","role":"admin"}                             | /role
            /register       | {"email":"x@example.com","verification":"verified"}                  | /verification
            /register       | {"email":"x@example.com","phone":"030"}                              | /phone
            /login          | {"email":"x@example.com"}                                            | /password
            /login          | {"password":"x"}                                                     | /email
            /verify         | {}                                                                   | /token
            /email-change   | {}                                                                   | /token
            /password       | {"password":"correct horse"}                                         | /token
            /password       | {"token":"a","currentPassword":"b","password":"correct horse"}       | /token
            /password       | {"token":"a"}                                                        | /password
            /password-reset | {}                                                                   | /email
            /password-reset | {"email":"x"}                                                        | /email""")
    void wrongMembersArePointedAt(String path, String body, String pointer) {
        HttpResponse<String> answer = store("POST", path, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(AccountKit.json(answer).get("errors").get(0).get("pointer").asText())
                .isEqualTo(pointer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/verify", "/email-change", "/password"})
    void madeUpTokensOpenNothing(String path) {
        for (String token : new String[] {"", "x", "clm_AAAA", "\u0000", "'; drop table customer.customer; --"}) {
            String body = "{\"token\":" + org.clientele.rest.Json.mapper().valueToTree(token)
                    + (path.equals("/password") ? ",\"password\":\"correct horse\"" : "") + "}";
            assertThat(open(path, body).statusCode()).isIn(410, 400);
        }
    }

    @Test
    void aMailedTokenIsUsedByOneOfMany() {
        String email = "once@example.com";
        store("POST", "/register", body(email, PASSWORD));
        String token = KIT.token("verification", email);

        List<Integer> statuses = inParallel(
                8, i -> open("/verify", "{\"token\":\"" + token + "\"}").statusCode());

        assertThat(statuses).containsOnlyOnce(200);
        assertThat(statuses.stream().filter(status -> status == 410)).hasSize(7);
    }

    @Test
    void aNewerTokenReplacesTheOlderAndAnExpiredOneIsWorthNothing() {
        String email = "again@example.com";
        String id = registered(email);
        String first = forgotten(email, 1);
        String second = forgotten(email, 2);

        assertThat(setPassword(first, PASSWORD).statusCode()).isEqualTo(410);
        SHOP.sql("update customer.account_token set expires_at = now() where customer_id = '" + id + "'");
        assertThat(setPassword(second, PASSWORD).statusCode()).isEqualTo(410);
    }

    @Test
    void aForgottenPasswordIsSetByMailAndEndsAllSessions() {
        String email = "forgot@example.com";
        registered(email);
        String session = session(email);
        assertThat(store("POST", "/password-reset", "{\"email\":\"nobody@example.com\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(store("POST", "/password-reset", "{\"email\":\"" + email + "\"}")
                        .statusCode())
                .isEqualTo(202);
        String token = KIT.token("password-reset", email);
        assertThat(setPassword(token, "short").statusCode()).isEqualTo(400);

        assertThat(setPassword(token, "a new password").statusCode()).isEqualTo(204);

        assertThat(me("GET", "/me", null, session).statusCode()).isEqualTo(401);
        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(401);
        assertThat(login(email, "a new password").statusCode()).isEqualTo(200);
        assertThat(KIT.mails(email).get(KIT.mails(email).size() - 1).template()).isEqualTo("password-changed");
        assertThat(KIT.mails("nobody@example.com")).isEmpty();
    }

    @Test
    void aChangedPasswordEndsTheOtherSessions() {
        String email = "change@example.com";
        registered(email);
        String other = session(email);
        String own = session(email);
        String wrong = "{\"currentPassword\":\"not it at all\",\"password\":\"a new password\"}";
        String right = "{\"currentPassword\":\"" + PASSWORD + "\",\"password\":\"a new password\"}";

        assertThat(store("POST", "/password", right).statusCode()).isEqualTo(401);
        assertThat(me("POST", "/password", wrong, own).statusCode()).isEqualTo(400);
        assertThat(me("POST", "/password", right, own).statusCode()).isEqualTo(204);

        assertThat(me("GET", "/me", null, own).statusCode()).isEqualTo(200);
        assertThat(me("GET", "/me", null, other).statusCode()).isEqualTo(401);
        assertThat(login(email, "a new password").statusCode()).isEqualTo(200);
    }

    @Test
    void deactivationEndsSessionsAndTokensAtOnce() {
        String email = "off@example.com";
        String id = registered(email);
        String session = session(email);
        String token = forgotten(email, 1);

        REST.post("/customers/" + id + "/deactivate", "");

        assertThat(me("GET", "/me", null, session).statusCode()).isEqualTo(401);
        assertThat(setPassword(token, PASSWORD).statusCode()).isEqualTo(410);
        HttpResponse<String> refused = login(email, PASSWORD);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(code(refused)).isEqualTo("inactive");
        assertThat(code(login(email, "wrong wrong"))).isEqualTo("invalid-credentials");
        REST.post("/customers/" + id + "/activate", "");
        assertThat(me("GET", "/me", null, session).statusCode()).isEqualTo(401);
        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void sessionsEndWhenIdleAndWhenOld() {
        String email = "idle@example.com";
        String id = registered(email);
        String idle = session(email);
        SHOP.sql("update customer.account_session set last_used_at = now() - interval '13 hours' where customer_id = '"
                + id + "'");
        String old = session(email);
        assertThat(me("GET", "/me", null, idle).statusCode()).isEqualTo(401);
        assertThat(me("GET", "/me", null, old).statusCode()).isEqualTo(200);

        SHOP.sql("update customer.account_session set expires_at = now() where customer_id = '" + id + "'");

        assertThat(me("GET", "/me", null, old).statusCode()).isEqualTo(401);
    }

    @Test
    void theSellerAccountsOfTheStoreKeyBoundEverything() {
        String email = "seller@example.com";
        REST.send(store("POST", "/register", body(email, PASSWORD), "store-a"));
        open("/verify", "{\"token\":\"" + KIT.token("verification", email) + "\"}");

        assertThat(REST.send(store("POST", "/login", credentials(email, PASSWORD), "store-b"))
                        .statusCode())
                .isEqualTo(401);
        HttpResponse<String> opened = REST.send(store("POST", "/login", credentials(email, PASSWORD), "store-a"));
        String session = AccountKit.json(opened).get("token").asText();
        assertThat(AccountKit.json(opened).get("customer").get("sellerAccounts").toString())
                .isEqualTo("[\"a\"]");
        assertThat(REST.get("/api/store/v1/me", "Clientele-Store-Key", "store-a", "Authorization", "Bearer " + session)
                        .statusCode())
                .isEqualTo(200);
        assertThat(REST.get("/api/store/v1/me", "Clientele-Store-Key", "store-b", "Authorization", "Bearer " + session)
                        .statusCode())
                .isEqualTo(401);
        assertThat(REST.get("/customers", "Authorization", "Bearer " + session).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aShopperEditsWhatIsTheirs() {
        String email = "edit@example.com";
        registered(email);
        String session = session(email);

        assertThat(me("PATCH", "/me", "{\"firstName\":\"Grace\"}", session).statusCode())
                .isEqualTo(428);
        HttpResponse<String> changed =
                me("PATCH", "/me", "{\"firstName\":\"Grace\",\"newsletter\":true}", session, "If-Match", "*");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(AccountKit.json(changed).get("firstName").asText()).isEqualTo("Grace");
        assertThat(me("PATCH", "/me", "{\"firstName\":\"X\"}", session, "If-Match", "\"v0\"")
                        .statusCode())
                .isEqualTo(412);
        assertThat(code(me("PATCH", "/me", "{\"email\":\"x@example.com\"}", session, "If-Match", "*")))
                .isEqualTo("email-read-only");
        for (String member : new String[] {"role", "tags", "status", "verification", "customFields", "nonsense"}) {
            assertThat(me("PATCH", "/me", "{\"" + member + "\":null}", session, "If-Match", "*")
                            .statusCode())
                    .isIn(200, 400);
            assertThat(me("PATCH", "/me", "{\"" + member + "\":\"x\"}", session, "If-Match", "*")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void aShopperHasAddressesAndNobodyElsesAreThere() {
        String email = "home@example.com";
        registered(email);
        String session = session(email);
        HttpResponse<String> added = me(
                "POST",
                "/me/addresses",
                "{\"line1\":\"1 Way\",\"city\":\"Paris\",\"postalCode\":\"75001\",\"country\":\"FR\"}",
                session);
        assertThat(added.statusCode()).isEqualTo(201);
        String path = added.headers().firstValue("Location").orElseThrow().replace("/api/store/v1", "");
        registered("other@example.com");
        String other = session("other@example.com");

        assertThat(me("GET", path, null, session).statusCode()).isEqualTo(200);
        assertThat(me("GET", path, null, other).statusCode()).isEqualTo(404);
        assertThat(me("PATCH", path, "{\"city\":\"Lyon\"}", other, "If-Match", "*")
                        .statusCode())
                .isEqualTo(404);
        assertThat(me("DELETE", path, null, other, "If-Match", "*").statusCode())
                .isEqualTo(404);
        assertThat(AccountKit.json(me("PATCH", path, "{\"city\":\"Lyon\"}", session, "If-Match", "*"))
                        .get("city")
                        .asText())
                .isEqualTo("Lyon");
        assertThat(AccountKit.json(me("GET", "/me/addresses", null, session)).get("items"))
                .hasSize(1);
        assertThat(me("DELETE", path, null, session, "If-Match", "*").statusCode())
                .isEqualTo(204);
    }

    @Test
    void anAddressChangesWhenTheNewOneIsProven() {
        String email = "old@example.com";
        registered(email);
        registered("taken@example.com");
        String session = session(email);
        String move = "{\"email\":\"new@example.com\",\"password\":\"" + PASSWORD + "\"}";

        assertThat(me("POST", "/me/email-change", move.replace(PASSWORD, "wrong wrong"), session)
                        .statusCode())
                .isEqualTo(400);
        assertThat(me("POST", "/me/email-change", move.replace("new@", "taken@"), session)
                        .statusCode())
                .isEqualTo(202);
        assertThat(KIT.mails("taken@example.com").get(1).template()).isEqualTo("account-exists");
        assertThat(me("POST", "/me/email-change", move, session).statusCode()).isEqualTo(202);
        assertThat(KIT.mails(email).get(KIT.mails(email).size() - 1).template()).isEqualTo("email-change-notice");
        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(200);

        String token = KIT.token("email-change", "new@example.com");
        assertThat(AccountKit.json(open("/email-change", "{\"token\":\"" + token + "\"}"))
                        .get("email")
                        .asText())
                .isEqualTo("new@example.com");

        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(401);
        assertThat(login("new@example.com", PASSWORD).statusCode()).isEqualTo(200);
        assertThat(open("/email-change", "{\"token\":\"" + token + "\"}").statusCode())
                .isEqualTo(410);
    }

    @Test
    void tooManyWrongPasswordsLockAnAccountWhetherOrNotItExists() {
        registered("locked@example.com");
        for (String email : new String[] {"locked@example.com", "missing@example.com"}) {
            List<HttpResponse<String>> answers = AccountStaffKit.lockOut(i -> login(email, "wrong number " + i));
            assertThat(login(email, PASSWORD).statusCode()).isEqualTo(429);
            assertThat(answers.get(0).statusCode()).isEqualTo(401);
            HttpResponse<String> last = answers.get(answers.size() - 1);
            assertThat(last.statusCode()).isEqualTo(429);
            assertThat(code(last)).isEqualTo("locked-out");
            assertThat(AccountStaffKit.retryAfter(last)).isBetween(1, 60);
        }
    }

    @Test
    void theRightPasswordForgetsTheWrongOnesBefore() {
        String email = "typist@example.com";
        registered(email);
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 3; i++) {
                assertThat(login(email, "wrong number " + i).statusCode()).isEqualTo(401);
            }
            assertThat(login(email, PASSWORD).statusCode()).isEqualTo(200);
        }
    }

    /** The quickest of many, taken in turn, is what the work takes, however busy the machine is. */
    @Test
    void unknownUsersTakeAsLongAsKnownOnes() {
        registered("timed@example.com");
        long known = Long.MAX_VALUE;
        long unknown = Long.MAX_VALUE;
        for (int i = 0; i < 12; i++) {
            known = Math.min(known, timeOfLogin("timed@example.com"));
            unknown = Math.min(unknown, timeOfLogin("untimed@example.com"));
        }

        assertThat((double) Math.max(known, unknown) / Math.min(known, unknown)).isLessThan(2);
    }

    private static long timeOfLogin(String email) {
        SHOP.sql("delete from customer.account_throttle");
        long begin = System.nanoTime();
        login(email, "wrong wrong");
        return System.nanoTime() - begin;
    }

    /** An account whose address is proven, with the usual password. */
    private static String registered(String email) {
        store("POST", "/register", body(email, PASSWORD));
        HttpResponse<String> verified = open("/verify", "{\"token\":\"" + KIT.token("verification", email) + "\"}");
        assertThat(verified.statusCode()).isEqualTo(200);
        return AccountKit.json(verified).get("id").asText();
    }

    private static String session(String email) {
        return AccountKit.json(login(email, PASSWORD)).get("token").asText();
    }

    /** @param nth which mail to wait for */
    private static String forgotten(String email, int nth) {
        store("POST", "/password-reset", "{\"email\":\"" + email + "\"}");
        long end = System.nanoTime() + 10_000_000_000L;
        while (KIT.mails(email).stream()
                                .filter(mail -> mail.template().equals("password-reset"))
                                .count()
                        < nth
                && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return KIT.token("password-reset", email);
    }

    private static HttpResponse<String> setPassword(String token, String password) {
        return open("/password", "{\"token\":\"" + token + "\",\"password\":\"" + password + "\"}");
    }

    private static HttpResponse<String> login(String email, String password) {
        return store("POST", "/login", credentials(email, password));
    }

    private static String credentials(String email, String password) {
        return "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}";
    }

    private static String body(String email, String password, String... more) {
        return "{\"email\":\"" + email + "\",\"password\":\"" + password + "\""
                + (more.length == 0 ? "" : "," + String.join(",", more)) + "}";
    }

    /** Without any key. */
    private static HttpResponse<String> open(String path, String body) {
        return REST.post("/api/store/v1" + path, body, "Authorization", "none");
    }

    private static HttpResponse<String> store(String method, String path, String body) {
        return REST.send(store(method, path, body, STORE));
    }

    private static java.net.http.HttpRequest store(String method, String path, String body, String key) {
        return REST.request("/api/store/v1" + path, "Clientele-Store-Key", key, "Authorization", "none")
                .header("Content-Type", "application/json")
                .method(method, java.net.http.HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static HttpResponse<String> me(
            String method,
            String path,
            @org.jspecify.annotations.Nullable String body,
            String session,
            String... more) {
        List<String> headers =
                new ArrayList<>(List.of("Clientele-Store-Key", STORE, "Authorization", "Bearer " + session));
        headers.addAll(List.of(more));
        return REST.send(method, "/api/store/v1" + path, body, headers.toArray(String[]::new));
    }

    private static String code(HttpResponse<String> answer) {
        return AccountKit.json(answer).get("code").asText();
    }

    /** Hashes have little room: a node that is too busy says so and did nothing. */
    private static HttpResponse<String> unlessBusy(Supplier<HttpResponse<String>> request) {
        HttpResponse<String> answer = request.get();
        for (int tries = 1; answer.statusCode() == 503 && tries < 20; tries++) {
            answer = request.get();
        }
        return answer;
    }

    private static <T> List<T> inParallel(int times, java.util.function.IntFunction<T> work) {
        List<CompletableFuture<T>> running = IntStream.range(0, times)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> work.apply(i), task -> new Thread(task).start()))
                .toList();
        return running.stream().map(CompletableFuture::join).toList();
    }
}
