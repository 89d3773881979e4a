package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.clientele.itests.Api;
import org.junit.jupiter.api.Test;

/** Offers, coupons, products and price lists; each for a product of its own, so that they change nothing else. */
final class OffersIT {
    private static final Api ADMIN = Product.api();

    private final String sku = "offer-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void anOfferIsMadeChangedAndSwitchedOff() {
        String name = "Offer of " + sku;
        try (Console console = Console.signedIn("offers").expectErrors("400")) {
            console.button("New offer").click();
            fill(console, "Name", name);
            fill(console, "Value", "ten");
            console.button("Save").click();
            assertThat(console.page().getByText("This is no amount.")).isVisible();
            fill(console, "Value", "110");
            fill(console, "Only for SKUs", sku);
            fill(console, "Minimum quantity", "3");
            console.button("Save").click();
            assertThat(console.byRole(AriaRole.DIALOG, "New offer").getByRole(AriaRole.ALERT))
                    .isVisible();
            console.isAccessible().photograph("offer-form");
            fill(console, "Value", "12.5");
            console.button("Save").click();
            Locator row = row(console, name);
            assertThat(row).containsText("12.5 % off of " + sku);
            assertThat(row).containsText("from 3 pieces");
            console.isAccessible().photograph("offers");
            console.button("Change " + name).click();
            console.page().getByLabel("What it gives").selectOption("fixed");
            fill(console, "Value", "2,50");
            console.button("Save").click();
            assertThat(row).containsText("€2.50 off");
            Locator active = console.byRole(AriaRole.SWITCH, name + " is active");
            active.click();
            assertThat(active).not().isChecked();
            console.button("Delete " + name).click();
            console.button("Delete").click();
            assertThat(row).hasCount(0);
        }
    }

    @Test
    void couponsAndVouchersAreMadeFoundAndEnded() {
        try (Console console = Console.signedIn("offers?tab=coupons")) {
            console.button("New coupon or voucher").click();
            fill(console, "Code", sku);
            console.page().getByLabel("What it gives").selectOption("balance");
            fill(console, "Value", "25");
            assertThat(console.page().getByLabel("Orders in all")).hasCount(0);
            console.isAccessible().photograph("coupon-form");
            save(console);
            console.page().getByLabel("Search codes").fill(sku);
            assertThat(CustomersIT.rows(console)).hasCount(1);
            assertThat(console.page()).hasURL(Pattern.compile("q=" + sku));
            assertThat(row(console, sku)).containsText("Voucher, €25.00 left");
            console.button("End " + sku + " now").click();
            assertThat(row(console, sku)).containsText("Over");
            console.isAccessible().photograph("coupons");
            assertThat(ADMIN.get("coupons/" + sku).at("/balance/amount")).isEqualTo("2500");
        }
    }

    @Test
    void productsAndPriceListsAreChanged() {
        try (Console console = Console.signedIn("products")) {
            console.button("New product").click();
            fill(console, "SKU", sku);
            fill(console, "Name", "Product of " + sku);
            fill(console, "Price", "12,50");
            fill(console, "Other currencies", "10.50 GBP");
            console.isAccessible().photograph("product-form");
            save(console);
            console.page().getByLabel("Search by name or SKU").fill(sku);
            assertThat(row(console, sku)).containsText("€12.50");
            assertThat(row(console, sku)).containsText("£10.50");
            console.isAccessible().photograph("products");
            console.byRole(AriaRole.TAB, "Price lists").click();
            console.button("New price list").click();
            fill(console, "Id", sku);
            fill(console, "Name", "List of " + sku);
            console.button("Save").click();
            console.link("List of " + sku).click();
            console.button("New price").click();
            fill(console, "SKU", sku);
            fill(console, "Quantity and price", "1 12\n10 9.50");
            console.isAccessible();
            console.button("Save").click();
            assertThat(row(console, sku)).containsText("from 10: €9.50");
            console.isAccessible().photograph("price-list");
            console.button("Delete " + sku).click();
            assertThat(row(console, sku)).hasCount(0);
        }
        ADMIN.delete("price-lists/" + sku, "If-Match", "*");
        ADMIN.delete("products/" + sku, "If-Match", "*");
    }

    /** Agents see offers; only who may change them gets the buttons. */
    @Test
    void whoMayOnlyReadSeesNoButtons() {
        String token = ADMIN.post(
                        "keys", Map.of("name", "console test", "scopes", List.of("offers:read", "products:read")))
                .at("/token");
        try (Console console = Console.openNarrow("offers").signIn(token)) {
            assertThat(CustomersIT.rows(console).first()).isVisible();
            assertThat(console.button("New offer")).hasCount(0);
            assertThat(console.page().getByRole(AriaRole.SWITCH).first()).isDisabled();
            console.fitsItsWidth().isAccessible();
            console.at("products");
            assertThat(CustomersIT.rows(console).first()).isVisible();
            assertThat(console.button("New product")).hasCount(0);
            console.fitsItsWidth();
        }
    }

    private static void fill(Console console, String label, String text) {
        console.page()
                .getByLabel(label, new Page.GetByLabelOptions().setExact(true))
                .last()
                .fill(text);
    }

    /** Until the dialog is gone: what lies behind it cannot be written into. */
    private static void save(Console console) {
        console.button("Save").click();
        assertThat(console.page().getByRole(AriaRole.DIALOG)).hasCount(0);
    }

    private static Locator row(Console console, String text) {
        return console.page().locator("tbody tr", new Page.LocatorOptions().setHasText(text));
    }
}
