package org.clientele.checkout.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.cart.internal.CartParts;
import org.clientele.company.Company;
import org.clientele.customer.Customer;
import org.clientele.persistence.Sql;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whoever waits for an approval has not gone away. */
final class HeldCartsIT {
    private static final PlacingKit KIT = new PlacingKit(Map.of());

    private final UUID company = UUID.randomUUID();
    private final Customer buyer = KIT.member(company, Company.Role.BUYER, 1_000);
    private final Customer approver = KIT.member(company, Company.Role.APPROVER, 1_000);
    private final String cart = KIT.cart(Optional.of(buyer), KIT.product(2_000), 1);

    @AfterAll
    static void close() {
        KIT.close();
    }

    @Test
    void aCartThatIsApprovedLateWasNeverAbandoned() {
        String approval = asked();
        abandonIn(Duration.ofMinutes(61));
        assertThat(KIT.told(cart)).containsExactly("cart.approval-requested");
        assertThat(shopper(approver, "POST", "/me/carts/approvals/" + approval + "/approve", null))
                .isEqualTo(201);
        assertThat(KIT.told(cart)).containsExactly("cart.approval-requested", "cart.completed", "cart.approved");
    }

    @Test
    void whoeverIsRejectedHasTimeToComeBack() {
        String approval = asked();
        askedLongAgo();
        assertThat(shopper(approver, "POST", "/me/carts/approvals/" + approval + "/reject", "{}"))
                .isEqualTo(200);
        abandonIn(Duration.ofMinutes(30));
        assertThat(KIT.told(cart)).containsExactly("cart.approval-requested", "cart.rejected");
        abandonIn(Duration.ofMinutes(90));
        assertThat(KIT.told(cart)).containsExactly("cart.approval-requested", "cart.rejected", "cart.abandoned");
    }

    @Test
    void whoeverTakesARequestBackIsThere() {
        asked();
        askedLongAgo();
        assertThat(shopper(buyer, "DELETE", "/carts/" + cart + "/checkout", null))
                .isEqualTo(204);
        abandonIn(Duration.ofMinutes(30));
        assertThat(KIT.told(cart)).containsExactly("cart.approval-requested");
    }

    @Test
    void whoeverChecksOutAnAbandonedCartHasComeBack() {
        abandonIn(Duration.ofMinutes(61));
        String approval = asked();
        assertThat(shopper(approver, "POST", "/me/carts/approvals/" + approval + "/approve", null))
                .isEqualTo(201);
        assertThat(KIT.told(cart))
                .containsExactly(
                        "cart.abandoned",
                        "cart.recovered",
                        "cart.approval-requested",
                        "cart.completed",
                        "cart.approved");
    }

    private String asked() {
        HttpResponse<String> answer =
                KIT.shopper(buyer.id(), "POST", "/carts/" + cart + "/checkout", "{\"paymentMethod\":\"invoice\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return PlacingKit.json(answer).at("/approval/id").asText();
    }

    private void askedLongAgo() {
        KIT.plugin
                .transactions()
                .sql(connection -> Sql.update(
                        connection,
                        "update cart.cart set changed_at = changed_at - interval '2 hours' where id = ?::uuid",
                        cart));
    }

    private static int shopper(Customer customer, String method, String path, @Nullable String body) {
        return KIT.shopper(customer.id(), method, path, body).statusCode();
    }

    private static void abandonIn(Duration time) {
        CartParts.abandonment(KIT.plugin.transactions(), KIT.events::addAll, Clock.offset(Clock.systemUTC(), time))
                .run();
    }
}
