package org.clientele.checkout.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.company.Company;
import org.clientele.customer.Customer;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes no order is refused to whoever asks for it, not to whoever approves it. */
final class PlaceableIT {
    private static final PlacingKit KIT = new PlacingKit(Map.of());

    private final UUID company = UUID.randomUUID();
    private final Customer buyer = KIT.member(company, Company.Role.BUYER, 1_000);
    private final Customer approver = KIT.member(company, Company.Role.APPROVER, 1_000);
    private final String cart = KIT.cart(Optional.of(buyer), KIT.product(2_000), 1);

    @AfterEach
    void repair() {
        KIT.orders.failWith(null);
    }

    @AfterAll
    static void close() {
        KIT.close();
    }

    @Test
    void anAddressThatNoOrderTakesIsRefusedAtOnce() {
        for (String email : List.of(
                "max..muster@example.com",
                ".max@example.com",
                "max(1)@example.com",
                "max@-example.com",
                "max@example.c",
                "max@exa_mple.com")) {
            HttpResponse<String> answer = checkout(email);
            assertThat(answer.statusCode()).as(email).isEqualTo(400);
            assertThat(PlacingKit.json(answer).at("/errors/0/pointer").asText())
                    .as(answer.body())
                    .isEqualTo("/email");
        }
        assertThat(checkout(" Max.Muster@B\u00dccher.example ").statusCode()).isEqualTo(202);
    }

    @Test
    void aCartHasASellerAccountThatAnOrderTakes() {
        for (String account : List.of("*", " ", "x".repeat(65))) {
            HttpResponse<String> answer = open("{\"sellerAccount\":\"" + account + "\"}");
            assertThat(answer.statusCode()).as(account).isEqualTo(400);
            assertThat(answer.body()).contains("/sellerAccount");
        }
        assertThat(open("{\"sellerAccount\":\"" + "x".repeat(64) + "\"}").statusCode())
                .isEqualTo(201);
    }

    @Test
    void aCartHasACurrencyThatThereIs() {
        HttpResponse<String> answer = open("{\"currency\":\"ZZZ\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("/currency");
        assertThat(open("{\"currency\":\"JPY\"}").statusCode()).isEqualTo(201);
    }

    @Test
    void whatOrdersRefuseCannotBePlaced() {
        HttpResponse<String> asked = checkout("max@example.com");
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        String approval = PlacingKit.json(asked).at("/approval/id").asText();
        KIT.orders.failWith(Problem.Invalid.at("/customer/email", "email", "This is no e-mail address."));
        HttpResponse<String> refused = approve(approval);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(PlacingKit.json(refused).get("code").asText()).isEqualTo("cannot-be-placed");
        assertThat(PlacingKit.json(refused).at("/errors/0/pointer").asText()).isEqualTo("/email");
        KIT.orders.failWith(null);
        assertThat(approve(approval).statusCode()).as("it waits on").isEqualTo(201);
    }

    private HttpResponse<String> checkout(String email) {
        return KIT.shopper(
                buyer.id(),
                "POST",
                "/carts/" + cart + "/checkout",
                "{\"paymentMethod\":\"invoice\",\"email\":\"" + email + "\"}");
    }

    private HttpResponse<String> approve(String approval) {
        return KIT.shopper(approver.id(), "POST", "/me/carts/approvals/" + approval + "/approve", null);
    }

    private static HttpResponse<String> open(String body) {
        return KIT.admin(RestFixture.TOKEN, "POST", "/carts", body);
    }
}
