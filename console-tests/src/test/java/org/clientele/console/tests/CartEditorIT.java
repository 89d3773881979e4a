package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.clientele.itests.Api;
import org.junit.jupiter.api.Test;

final class CartEditorIT {
    private static final Api ADMIN = Product.api();

    @Test
    void productsQuantitiesAndSchedulesChange() {
        Buyer buyer = Buyer.called("Editor");
        Buyer other = Buyer.called("Other");
        try (Console console = Console.signedIn("carts/" + buyer.cart()).expectErrors("400|412")) {
            assertThat(console.heading("Cart of " + buyer.name())).isVisible();
            assertThat(total(console)).hasText("€20.00");
            console.page().keyboard().press("/");
            console.page().keyboard().type(other.sku());
            Locator option = options(console);
            assertThat(option).hasCount(1);
            assertThat(option).containsText(other.product());
            console.isAccessible();
            console.page().keyboard().press("Enter");
            Locator lines = console.page().locator(".lines > li");
            assertThat(lines).hasCount(2);
            Locator quantity = console.byRole(AriaRole.SPINBUTTON, "Quantity of " + buyer.product());
            for (int i = 0; i < 3; i++) {
                console.button("More of " + buyer.product()).click();
            }
            assertThat(quantity).hasValue("5");
            assertThat(total(console)).hasText("€60.00");
            assertThat(ADMIN.get("carts/" + buyer.cart()).at("/lines/0/quantity"))
                    .isEqualTo("5");

            console.page()
                    .getByLabel("Delivery of " + buyer.product())
                    .selectOption(new SelectOption().setLabel("Every 2 weeks"));
            assertThat(console.page().getByLabel("Delivery of " + buyer.product()))
                    .hasValue("2-week");
            assertThat(console.page().locator(".lines[aria-busy=false]")).isVisible();
            assertThat(ADMIN.get("carts/" + buyer.cart()).at("/lines/0/schedule/every"))
                    .isEqualTo("2");

            quantity.fill("60");
            quantity.press("Tab");
            assertThat(lines.first().getByRole(AriaRole.ALERT)).containsText("50");
            assertThat(quantity).hasValue("5");
            console.isAccessible();

            ADMIN.patch("carts/" + buyer.cart(), Map.of("country", "FR"));
            quantity.fill("4");
            quantity.press("Tab");
            assertThat(lines.first().getByRole(AriaRole.ALERT)).containsText("Somebody else changed this cart");
            assertThat(console.page().getByLabel("Country of delivery")).hasValue("FR");
            quantity.fill("4");
            quantity.press("Tab");
            assertThat(total(console)).hasText("€50.00");
            assertThat(lines.first().getByRole(AriaRole.ALERT)).hasCount(0);

            console.button("Remove " + other.product()).click();
            assertThat(lines).hasCount(1);
            console.button("Undo").click();
            assertThat(lines).hasCount(2);
            console.photograph("cart");
        }
    }

    /** Of two agents who both press + nobody loses: more of something adds to whatever others did. */
    @Test
    void addsOfTwoAgentsBothCount() {
        Buyer buyer = Buyer.called("Both");
        try (Console console = Console.signedIn("carts/" + buyer.cart())) {
            assertThat(total(console)).hasText("€20.00");
            ADMIN.post("carts/" + buyer.cart() + "/lines", Map.of("sku", buyer.sku(), "quantity", 3));
            console.button("More of " + buyer.product()).click();
            assertThat(console.byRole(AriaRole.SPINBUTTON, "Quantity of " + buyer.product()))
                    .hasValue("6");
        }
    }

    @Test
    void codesOffersAndHintsTellWhatAppliesAndWhatIsMissing() {
        Buyer buyer = Buyer.called("Offers");
        Map<String, Object> three = Map.of("minQuantity", Map.of("skus", List.of(buyer.sku()), "quantity", 3));
        Map<String, Object> tenOff = Map.of("percent", 10, "skus", List.of(buyer.sku()));
        ADMIN.post("offers", Map.of("name", "Three of " + buyer.name(), "when", three, "then", tenOff));
        String code = "C-" + buyer.sku();
        ADMIN.post(
                "coupons",
                Map.of(
                        "code",
                        code,
                        "when",
                        Map.of("minSubtotal", Map.of("amount", 2500, "currency", "EUR")),
                        "then",
                        tenOff));
        try (Console console = Console.signedIn("carts/" + buyer.cart()).expectErrors("400")) {
            assertThat(console.page().getByText("1 more piece for Three of " + buyer.name()))
                    .isVisible();
            Locator field = console.page().getByLabel("Coupon or voucher");
            field.fill("no-such-code");
            console.button("Apply").click();
            assertThat(console.page().getByText("There is no such code.")).isVisible();
            console.isAccessible();
            field.fill(code);
            field.press("Enter");
            assertThat(console.page().getByText("€5.00 more for " + code)).isVisible();
            assertThat(console.page().getByText("There is no such code.")).hasCount(0);
            console.button("More of " + buyer.product()).click();
            Locator totals = console.page().locator(".totals");
            assertThat(totals).containsText("Three of " + buyer.name());
            assertThat(totals).containsText("-€3.00");
            assertThat(total(console)).hasText("€24.30");
            console.isAccessible().photograph("cart-offers");
            console.button("Remove " + code).click();
            assertThat(total(console)).hasText("€27.00");
        }
    }

    @Test
    void attributionCountryAndTheCustomerOfAGuestsCartAreChosen() {
        Buyer buyer = Buyer.called("Guest");
        String cart = ADMIN.post("carts", Map.of("lines", List.of(Map.of("sku", buyer.sku()))))
                .at("/id");
        try (Console console = Console.signedIn("carts/" + cart)) {
            assertThat(console.heading("Cart of a guest")).isVisible();
            console.page().getByLabel("Country of delivery").selectOption("DE");
            console.button("Change").click();
            console.page().getByLabel("Campaign").fill("spring");
            console.page().getByLabel("UTM parameters").fill("source=newsletter\nmedium=mail");
            console.isAccessible().photograph("cart-attribution");
            console.button("Save").click();
            assertThat(console.page().locator("c-cart-attribution")).containsText("newsletter");
            console.byRole(AriaRole.COMBOBOX, "Assign to a customer").fill(buyer.name());
            options(console).first().click();
            assertThat(console.heading("Cart of " + buyer.name())).isVisible();
            Api.Answer now = ADMIN.get("carts/" + cart);
            assertThat(now.at("/customerId")).isEqualTo(buyer.id());
            assertThat(now.at("/country")).isEqualTo("DE");
            assertThat(now.at("/attribution/campaign")).isEqualTo("spring");
        }
    }

    @Test
    void aCheckoutLinkIsMadeCopiedMailedAndRevoked() {
        Buyer buyer = Buyer.called("Link");
        try (Console console = Console.signedIn("carts/" + buyer.cart())) {
            console.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            console.button("Create checkout link").click();
            console.page().getByLabel("How long it works").selectOption("P7D");
            console.page().getByLabel("Mail it to the customer").check();
            console.isAccessible().photograph("cart-new-link");
            console.button("Create and mail").click();
            Locator address = console.page().getByLabel("Address of the link");
            assertThat(address).hasValue(Pattern.compile("^http"));
            console.button("Copy").click();
            assertThat(console.page().getByText("The link is copied")).isVisible();
            assertThat(console.page().evaluate("() => navigator.clipboard.readText()"))
                    .isEqualTo(address.inputValue());
            Locator links = console.page().locator("c-cart-links li");
            assertThat(links).containsText("Active");
            assertThat(links).containsText("used 0 of 1 time");
            console.isAccessible();
            console.button("Revoke link 1").click();
            console.button("Revoke").click();
            assertThat(links).containsText("Revoked");
            assertThat(address).hasCount(0);
        }
    }

    @Test
    void aNewCartBeginsWithItsFirstProduct() {
        Buyer buyer = Buyer.called("Fresh");
        try (Console console =
                Console.openNarrow("carts/new?customer=" + buyer.id()).signIn(Product.token())) {
            assertThat(console.heading("New cart for " + buyer.name())).isVisible();
            console.fitsItsWidth().isAccessible();
            console.byRole(AriaRole.COMBOBOX, "Add a product").fill(buyer.product());
            options(console).first().click();
            assertThat(console.heading("Cart of " + buyer.name())).isVisible();
            assertThat(console.page()).hasURL(Pattern.compile("/carts/[0-9a-f-]{36}$"));
            assertThat(total(console)).hasText("€10.00");
            console.fitsItsWidth().isAccessible().photograph("cart-narrow");
        }
    }

    /** Of what is found while one writes; selects have options, too. */
    private static Locator options(Console console) {
        return console.page().locator(".combobox [role=option]");
    }

    static Locator total(Console console) {
        return console.page().locator(".totals .total dd");
    }
}
