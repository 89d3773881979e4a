package org.clientele.account.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.access.Caller;
import org.clientele.customer.internal.CustomerResource;
import org.clientele.customer.internal.CustomersResource;
import org.clientele.customer.internal.Shop;
import org.clientele.mail.Mail;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The accounts of customers as staff looks after them, through HTTP. */
final class AccountsIT {
    private static final String PASSWORD = "correct horse battery";
    private static final Shop SHOP = Shop.open();
    private static final AccountKit KIT = AccountKit.of(SHOP, Map.of("triesOfAddress", 30));
    private static final RestFixture REST = RestFixture.with(
                    new CustomersResource(SHOP.customers(), KIT.accounts(), SHOP.search()),
                    new CustomerResource(SHOP.customers(), SHOP.search()),
                    new AccountResource(KIT.accounts(), SHOP.search()))
            .store(
                    new VerificationResource(KIT.logins()),
                    new LoginResource(KIT.logins(), KIT.settings()),
                    new PasswordResource(KIT.logins(), SHOP.access(), KIT.settings()),
                    new EmailChangeResource(KIT.logins()))
            .access(SHOP.access())
            .sessions(KIT.sessions())
            .key("store", Caller.STORE_USE)
            .key("writer", "customers:read", "customers:write", "customers.pii:read")
            .key(
                    "seller-b",
                    new Caller("key:b", "b", Set.of("customers:*", "customers.pii:read"), Optional.of(Set.of("b"))))
            .start();

    @AfterAll
    static void close() {
        REST.close();
        SHOP.close();
    }

    @Test
    void aNewAccountIsMailedItsProofAndWhatElseIsAskedFor() {
        create("{\"email\":\"plain@example.com\"}");
        create(
                "{\"email\":\"all@example.com\",\"welcomeMail\":true,\"sendPasswordMail\":true,\"firstName\":\"A\",\"lastName\":\"B\"}");
        create("{\"email\":\"quiet@example.com\",\"sendVerificationMail\":false}");
        create("{\"email\":\"guest@example.com\",\"account\":false}");
        REST.send("PUT", "/customers/by-external/erp/7", "{\"email\":\"sync@example.com\"}");

        assertThat(templates("plain@example.com")).containsExactly("verification");
        assertThat(templates("all@example.com")).containsExactly("welcome", "verification", "set-password");
        assertThat(templates("quiet@example.com")).isEmpty();
        assertThat(templates("guest@example.com")).isEmpty();
        assertThat(templates("sync@example.com")).isEmpty();
        Map<String, Object> values = KIT.mails("all@example.com").get(1).values();
        assertThat(values.get("name")).isEqualTo("A B");
        assertThat(String.valueOf(values.get("link"))).startsWith("/verify?token=clm_");
        assertThat(String.valueOf(values.get("expiresAt"))).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sendVerificationMail", "sendPasswordMail"})
    void aGuestHasNoAccountToMailAbout(String member) {
        HttpResponse<String> answer =
                REST.post("/customers", "{\"email\":\"g@example.com\",\"account\":false,\"" + member + "\":true}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"/" + member + "\"");
        assertThat(REST.get("/customers?q=g@example.com").body()).contains("\"totalItems\":0");
    }

    @Test
    void aMailIsSentAgainAndAPasswordSetWithItProvesTheAddress() {
        String id = create("{\"email\":\"again@example.com\"}");

        assertThat(REST.post("/customers/" + id + "/verification-mail", "").statusCode())
                .isEqualTo(202);
        assertThat(REST.post("/customers/" + id + "/password-mail", "").statusCode())
                .isEqualTo(202);
        String body = "{\"token\":\"" + KIT.token("set-password", "again@example.com") + "\",\"password\":\"" + PASSWORD
                + "\"}";
        assertThat(REST.post("/api/store/v1/password", body, "Authorization", "none")
                        .statusCode())
                .isEqualTo(204);

        assertThat(login("again@example.com", PASSWORD).statusCode()).isEqualTo(200);
        assertThat(code(REST.post("/customers/" + id + "/verification-mail", "")))
                .isEqualTo("already-verified");
    }

    @Test
    void staffWithTheScopeTakesAnAddressForProven() {
        String id = create("{\"email\":\"staff@example.com\"}");

        assertThat(REST.post("/customers/" + id + "/verify", "", "Authorization", "Bearer writer")
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<String> verified = REST.post("/customers/" + id + "/verify", "");

        assertThat(AccountKit.json(verified).get("verification").asText()).isEqualTo("verified");
        assertThat(REST.post("/customers/" + id + "/verify", "").statusCode()).isEqualTo(200);
    }

    @Test
    void anAddressStaysUntilTheNewOneIsProven() {
        String id = create("{\"email\":\"before@example.com\"}");
        create("{\"email\":\"occupied@example.com\"}");
        String path = "/customers/" + id + "/email-change";

        assertThat(code(REST.post(path, "{\"email\":\"Occupied@example.com\"}")))
                .isEqualTo("email-taken");
        assertThat(REST.post(path, "{\"email\":\"nonsense\"}").statusCode()).isEqualTo(400);
        assertThat(REST.post(path, "{\"email\":\"before@example.com\"}").statusCode())
                .isEqualTo(400);
        assertThat(REST.post(path, "{}").statusCode()).isEqualTo(400);
        assertThat(REST.post(path, "{\"email\":\"after@example.com\"}").statusCode())
                .isEqualTo(202);

        assertThat(templates("before@example.com")).endsWith("email-change-notice");
        assertThat(email(id)).isEqualTo("before@example.com");
        String token = KIT.token("email-change", "after@example.com");
        assertThat(REST.post("/api/store/v1/email-change", "{\"token\":\"" + token + "\"}", "Authorization", "none")
                        .statusCode())
                .isEqualTo(200);
        assertThat(email(id)).isEqualTo("after@example.com");
    }

    @Test
    void anAddressTakenMeanwhileIsAConflict() {
        String id = create("{\"email\":\"slow@example.com\"}");
        REST.post("/customers/" + id + "/email-change", "{\"email\":\"contested@example.com\"}");
        create("{\"email\":\"contested@example.com\"}");
        String body = "{\"token\":\"" + KIT.token("email-change", "contested@example.com") + "\"}";

        HttpResponse<String> answer = REST.post("/api/store/v1/email-change", body, "Authorization", "none");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(code(answer)).isEqualTo("email-taken");
        assertThat(email(id)).isEqualTo("slow@example.com");
    }

    @Test
    void aGuestBecomesAnAccount() {
        String id = create("{\"email\":\"turn@example.com\",\"account\":false}");
        String nobody = create("{\"firstName\":\"No\",\"lastName\":\"Address\",\"account\":false}");

        HttpResponse<String> opened = REST.post("/customers/" + id + "/account", "{\"sendPasswordMail\":true}");

        assertThat(opened.statusCode()).isEqualTo(200);
        assertThat(AccountKit.json(opened).get("account").asBoolean()).isTrue();
        assertThat(templates("turn@example.com")).containsExactly("verification", "set-password");
        assertThat(code(REST.post("/customers/" + id + "/account", "{}"))).isEqualTo("account-exists");
        assertThat(REST.post("/customers/" + nobody + "/account", "{}").statusCode())
                .isEqualTo(400);
        String rival = create("{\"email\":\"turn@example.com\",\"account\":false}");
        assertThat(code(REST.post("/customers/" + rival + "/account", "{}"))).isEqualTo("email-taken");
        assertThat(REST.get("/customers?view=with-account&q=turn@example.com").body())
                .contains("\"totalItems\":1");
    }

    @Test
    void aDiagnosisTellsAllThatIsInTheWay() {
        String id = create("{\"email\":\"sick@example.com\"}");
        assertThat(reasons(id)).containsExactly("not-verified", "no-password");
        for (int i = 0; i < 6; i++) {
            login("sick@example.com", "wrong number " + i);
        }
        SHOP.sql(
                "insert into customer.outbox_mail (id, customer_id, template, locale, recipient, subject, text_body, state, failure) values ('"
                        + UUID.randomUUID() + "', '" + id
                        + "', 'verification', 'en', 'sick@example.com', 's', 't', 'dead', '550 no such mailbox')");
        REST.post("/customers/" + id + "/deactivate", "");

        assertThat(reasons(id)).containsExactly("inactive", "not-verified", "no-password", "locked-out", "mail-failed");
        assertThat(code(REST.post("/customers/" + id + "/password-mail", ""))).isEqualTo("inactive");
        String guest = create("{\"email\":\"sick@example.com\",\"account\":false}");
        assertThat(reasons(guest)).containsExactly("no-account");
        assertThat(code(REST.post("/customers/" + guest + "/verification-mail", "")))
                .isEqualTo("no-account");
    }

    @Test
    void sessionsAreListedAndEnded() {
        String id = create("{\"email\":\"open@example.com\",\"sendPasswordMail\":true}");
        String body = "{\"token\":\"" + KIT.token("set-password", "open@example.com") + "\",\"password\":\"" + PASSWORD
                + "\"}";
        REST.post("/api/store/v1/password", body, "Authorization", "none");
        String token = AccountKit.json(login("open@example.com", PASSWORD))
                .get("token")
                .asText();
        assertThat(AccountKit.json(REST.get("/customers/" + id + "/login-diagnosis"))
                        .get("canLogIn")
                        .asBoolean())
                .isTrue();
        HttpResponse<String> listed = REST.get("/customers/" + id + "/sessions");

        assertThat(AccountKit.json(listed).get("items")).hasSize(1);
        assertThat(listed.body()).doesNotContain(token);
        assertThat(REST.send("DELETE", "/customers/" + id + "/sessions", null).statusCode())
                .isEqualTo(204);
        assertThat(AccountKit.json(REST.get("/customers/" + id + "/sessions")).get("items"))
                .isEmpty();
    }

    @Test
    void customersOfOtherSellerAccountsAreNotThere() {
        String id = create("{\"email\":\"foreign@example.com\",\"sellerAccounts\":[\"a\"]}");
        for (String path : List.of("verification-mail", "password-mail", "verify", "email-change", "account")) {
            assertThat(REST.post(
                                    "/customers/" + id + "/" + path,
                                    path.equals("email-change") ? "{\"email\":\"x@example.com\"}" : "{}",
                                    "Authorization",
                                    "Bearer seller-b")
                            .statusCode())
                    .describedAs(path)
                    .isEqualTo(404);
        }
        for (String path : List.of("login-diagnosis", "sessions")) {
            assertThat(REST.get("/customers/" + id + "/" + path, "Authorization", "Bearer seller-b")
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(REST.send("DELETE", "/customers/" + id + "/sessions", null, "Authorization", "Bearer seller-b")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whoeverIsErasedCanNoLongerLogIn() {
        String id = create("{\"email\":\"gone@example.com\",\"sendPasswordMail\":true}");
        String body = "{\"token\":\"" + KIT.token("set-password", "gone@example.com") + "\",\"password\":\"" + PASSWORD
                + "\"}";
        REST.post("/api/store/v1/password", body, "Authorization", "none");
        login("gone@example.com", PASSWORD);

        KIT.data().erase(UUID.fromString(id));
        KIT.data().erase(UUID.fromString(id));

        assertThat(reasons(id)).containsExactly("no-password");
        assertThat(AccountKit.json(REST.get("/customers/" + id + "/sessions")).get("items"))
                .isEmpty();
        assertThat(login("gone@example.com", PASSWORD).statusCode()).isEqualTo(401);
    }

    @Test
    void aThousandTriesFromOneAddressAreThrottled() {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            statuses.add(REST.post(
                            "/api/store/v1/login",
                            "{\"email\":\"user" + i + "@example.com\",\"password\":\"wrong wrong\"}",
                            "Clientele-Store-Key",
                            "store",
                            "Authorization",
                            "none")
                    .statusCode());
        }
        SHOP.sql("delete from customer.account_throttle");

        assertThat(statuses).containsOnly(401, 429);
        assertThat(statuses.stream().filter(status -> status == 429).count()).isGreaterThan(900);
    }

    private static String create(String body) {
        HttpResponse<String> created = REST.post("/customers", body);
        assertThat(created.statusCode()).describedAs(created.body()).isEqualTo(201);
        return AccountKit.json(created).get("id").asText();
    }

    private static HttpResponse<String> login(String email, String password) {
        return REST.post(
                "/api/store/v1/login",
                "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}",
                "Clientele-Store-Key",
                "store",
                "Authorization",
                "none");
    }

    private static List<String> templates(String to) {
        return KIT.mails(to).stream().map(Mail.Draft::template).toList();
    }

    private static List<String> reasons(String id) {
        List<String> codes = new ArrayList<>();
        for (JsonNode reason : AccountKit.json(REST.get("/customers/" + id + "/login-diagnosis"))
                .get("reasons")) {
            codes.add(reason.get("code").asText());
        }
        return codes;
    }

    private static String email(String id) {
        return AccountKit.json(REST.get("/customers/" + id)).get("email").asText();
    }

    private static String code(HttpResponse<String> answer) {
        return AccountKit.json(answer).get("code").asText();
    }
}
