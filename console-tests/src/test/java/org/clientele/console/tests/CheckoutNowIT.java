package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.clientele.itests.Api;
import org.junit.jupiter.api.Test;

final class CheckoutNowIT {
    private static final Api ADMIN = Product.api();

    @Test
    void anAgentPlacesTheOrderForTheCustomer() {
        Buyer buyer = Buyer.called("Checkout");
        try (Console console = Console.signedIn("carts/" + buyer.cart()).expectErrors("400|409")) {
            console.button("Check out now").click();
            Locator dialog = console.byRole(AriaRole.DIALOG, "Check out now");
            assertThat(dialog.getByText("Acting as " + buyer.name())).isVisible();
            Locator paypal = dialog.getByLabel("PayPal");
            assertThat(paypal).isDisabled();
            assertThat(paypal).hasAccessibleDescription(Pattern.compile("on another site"));
            console.isAccessible().photograph("checkout-now");
            dialog.getByLabel("Customer's IP address").fill("somewhere");
            console.button("Place the order over €20.00").click();
            assertThat(dialog.getByText("This is no address of IPv4 or IPv6.")).isVisible();
            console.isAccessible();

            ADMIN.post("carts/" + buyer.cart() + "/lines", Map.of("sku", buyer.sku()));
            dialog.getByLabel("Customer's IP address").fill("203.0.113.7");
            console.button("Place the order over €20.00").click();
            assertThat(dialog.getByText("It comes to something else by now")).isVisible();
            console.button("Place the order over €30.00").click();
            assertThat(dialog.getByText("The order is placed:")).isVisible();
            assertThat(dialog.getByRole(AriaRole.LINK)).hasAttribute("href", Pattern.compile(buyer.id()));
            console.isAccessible().photograph("checkout-placed");
            console.button("Close").click();
            assertThat(console.page().getByText("Ordered")).isVisible();
            assertThat(console.button("Check out now")).hasCount(0);
            assertThat(console.page().getByText(Pattern.compile("placed by administrator")))
                    .isVisible();
            Api.Answer checkout = ADMIN.get("carts/" + buyer.cart() + "/checkout");
            assertThat(checkout.at("/customerIp")).isEqualTo("203.0.113.7");
            assertThat(checkout.at("/customerId")).isEqualTo(buyer.id());
            console.isAccessible();
        }
    }

    @Test
    void whoClicksBeforeTheNameIsKnownStillActsAsTheCustomer() {
        Buyer buyer = Buyer.called("Hurried");
        List<Route> asked = new ArrayList<>();
        try (Console console = Console.open("carts/" + buyer.cart())) {
            console.page().route("**/customers/.search", asked::add);
            console.signIn(Product.token());
            console.button("Check out now").click();
            console.page().unroute("**/customers/.search");
            asked.forEach(Route::resume);
            Locator dialog = console.byRole(AriaRole.DIALOG, "Check out now");
            assertThat(dialog.getByText("Acting as " + buyer.name())).isVisible();
        }
    }

    @Test
    void aGuestGivesNameAndAddressAndMayComeToTheStorefront() {
        Buyer buyer = Buyer.called("Storefront");
        String cart = ADMIN.post("carts", Map.of("lines", List.of(Map.of("sku", buyer.sku()))))
                .at("/id");
        try (Console console = Console.openNarrow("carts/" + cart).signIn(Product.token())) {
            console.button("Check out now").click();
            Locator dialog = console.byRole(AriaRole.DIALOG, "Check out now");
            dialog.getByLabel("Customer's IP address").fill("2001:db8::1");
            dialog.getByLabel("E-mail of the customer").fill(buyer.sku() + "@example.com");
            dialog.getByLabel("Street and number").fill("High Street 1");
            dialog.getByLabel("Country").selectOption("GB");
            console.fitsItsWidth().isAccessible().photograph("checkout-guest-narrow");
            console.button("In the storefront instead").click();
            assertThat(dialog.getByRole(AriaRole.LINK)).hasAttribute("href", Pattern.compile("#"));
            console.button("Place the order over €10.00").click();
            assertThat(dialog.getByText("The order is placed:")).isVisible();
        }
    }

    @Test
    void anOrderOverTheLimitWaitsAndIsDecided() {
        Buyer buyer = Buyer.withLimit("Approval", 500);
        Api asking = ADMIN.withKey(ADMIN.post("keys", Map.of("name", "console test", "scopes", List.of("*")))
                .at("/token"));
        try (Console console = Console.signedIn("carts/" + buyer.cart())) {
            console.button("Check out now").click();
            console.page().getByLabel("Customer's IP address").fill("203.0.113.7");
            console.button("Place the order over €20.00").click();
            assertThat(console.page().getByText("The order over €20.00 waits for an approval."))
                    .isVisible();
            console.button("Close").click();
            assertThat(console.button("Withdraw")).isVisible();
            assertThat(console.button("Approve the order of " + buyer.name())).hasCount(0);
            assertThat(console.button("Check out now")).hasCount(0);
            console.isAccessible().photograph("cart-waiting");
            console.button("Withdraw").click();
            assertThat(console.button("Check out now")).isVisible();

            asking.post("carts/" + buyer.cart() + "/checkout", Map.of("paymentMethod", "invoice"));
            Buyer second = buyer.again();
            asking.post("carts/" + second.cart() + "/checkout", Map.of("paymentMethod", "invoice"));
            console.at("carts/approvals");
            Locator rows = console.page().locator("tbody tr", new Page.LocatorOptions().setHasText(buyer.name()));
            assertThat(rows).hasCount(2);
            console.isAccessible().photograph("approvals");
            console.button("Reject the order of " + buyer.name()).first().click();
            console.page().getByLabel("Reason").fill("too much");
            console.isAccessible();
            console.button("Reject").click();
            assertThat(rows).hasCount(1);
            console.button("Approve the order of " + buyer.name()).click();
            assertThat(rows).hasCount(0);
            assertThat(console.page().getByText(Pattern.compile("is placed$"))).isVisible();
            console.page().getByLabel("State").selectOption("rejected");
            assertThat(console.page()).hasURL(Pattern.compile("state=rejected"));
            assertThat(rows.first()).containsText("too much");
        }
    }
}
