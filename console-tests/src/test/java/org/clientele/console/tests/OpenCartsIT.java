package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class OpenCartsIT {
    @Test
    void filtersSortsAndPagesAreInTheAddress() {
        Buyer buyer = Buyer.called("Opencarts");
        Buyer second = buyer.again();
        Product.api().post("carts/" + second.cart() + "/lines", Map.of("sku", buyer.sku(), "quantity", 8));
        try (Console console = Console.signedIn("carts")) {
            Locator rows = CustomersIT.rows(console);
            assertThat(console.heading("Open carts")).isVisible();
            assertThat(rows.first()).isVisible();
            assertThat(console.byRole(AriaRole.COLUMNHEADER, "Last change")).hasAttribute("aria-sort", "descending");
            console.isAccessible().photograph("carts");
            console.at("carts?customer=" + buyer.id());
            assertThat(rows).hasCount(2);
            console.button("Value").click();
            assertThat(rows.first()).containsText("€100.00");
            assertThat(console.page()).hasURL(Pattern.compile("sort=-total"));
            console.button("Value").click();
            assertThat(rows.first()).containsText("€20.00");
            console.page().getByLabel("At least").fill("100");
            console.page().getByLabel("At least").press("Tab");
            assertThat(rows).hasCount(1);
            assertThat(console.page()).hasURL(Pattern.compile("minTotal=10000"));
            console.page().reload();
            assertThat(rows).hasCount(1);
            assertThat(console.page().getByLabel("At least")).hasValue("100.00");
            console.page().getByLabel("At least").fill("much");
            console.page().getByLabel("At least").press("Tab");
            assertThat(console.page().getByText("At least: this is no amount.")).isVisible();
            console.page().goBack();
            assertThat(rows).hasCount(2);
            console.page().getByLabel("Abandoned").selectOption("true");
            assertThat(console.page().getByText("No cart is like this.")).isVisible();
            console.isAccessible();
            console.button("Reset filters").click();
            assertThat(console.page()).hasURL(Pattern.compile("/carts$"));
            console.page().getByLabel("Whose").selectOption("true");
            assertThat(console.page()).hasURL(Pattern.compile("guest=true"));
        }
    }

    @Test
    void abandonedCartsAreMarkedAndAChangeRecoversThem() {
        Buyer buyer = Buyer.called("Abandoned");
        String cart = "\"id\":\"" + buyer.cart() + "\"";
        try (Console console = Console.open("carts?customer=" + buyer.id())) {
            console.page()
                    .route(
                            Pattern.compile("/api/admin/v1/carts\\?"),
                            route -> route.fulfill(new Route.FulfillOptions()
                                    .setContentType("application/json")
                                    .setBody(abandoned(cart, buyer))));
            console.signIn(Product.token());
            Locator rows = CustomersIT.rows(console);
            assertThat(rows.getByText("Abandoned", new Locator.GetByTextOptions().setExact(true)))
                    .isVisible();
            rows.getByRole(AriaRole.LINK).click();
            Locator heading = console.page().locator(".heading");
            assertThat(heading).containsText("Abandoned");
            assertThat(heading.locator(".chip.warn")).isVisible();
            console.isAccessible();
            console.button("More of " + buyer.product()).click();
            assertThat(heading).containsText("Recovered");
        }
    }

    @Test
    void aNarrowWindowNeedsNoScrollingSideways() {
        Buyer buyer = Buyer.called("Narrowcarts");
        try (Console console =
                Console.openNarrow("carts?customer=" + buyer.id()).signIn(Product.token())) {
            assertThat(CustomersIT.rows(console)).hasCount(1);
            console.fitsItsWidth().isAccessible().photograph("carts-narrow");
        }
    }

    private static String abandoned(String id, Buyer buyer) {
        return "{\"items\":[{" + id + ",\"status\":\"open\",\"customerId\":\"" + buyer.id()
                + "\",\"currency\":\"EUR\",\"sellerAccount\":\"default\",\"lines\":1,\"units\":2,\"total\":2000,"
                + "\"agent\":null,\"createdAt\":\"2026-01-01T10:00:00Z\",\"changedAt\":\"2026-01-01T10:00:00Z\","
                + "\"abandonedAt\":\"2026-01-01T11:00:00Z\",\"version\":0}],"
                + "\"page\":{\"number\":1,\"size\":25,\"totalItems\":1,\"totalPages\":1,\"totalKind\":\"exact\"}}";
    }
}
