package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SegmentsIT {
    private final String word = "seg" + UUID.randomUUID().toString().substring(0, 8);
    private String customer;

    @BeforeEach
    void aCustomer() {
        customer = Product.api()
                .post("customers", Map.of("firstName", "Joan", "lastName", word))
                .at("/id");
    }

    @AfterEach
    void remove() {
        for (var segment : Product.api().get("segments?size=100").body().get("items")) {
            if (segment.get("name").asText().contains(word)) {
                Product.api().delete("segments/" + segment.get("id").asText(), "If-Match", "*");
            }
        }
        String reference = Product.api().get("customers/" + customer).at("/reference");
        Product.api().delete("customers/" + customer + "?mode=purge&confirm=" + reference, "If-Match", "*");
    }

    @Test
    void aFilterIsBuiltWithALiveCountAndExplainsWhoIsInIt() {
        try (Console console = Console.signedIn("segments")) {
            console.link("New segment").click();
            assertThat(console.page().getByText("Add a condition to see who fulfils it."))
                    .isVisible();
            console.labelled("Name").fill("Few orders " + word);
            console.button("Add condition").first().click();
            console.labelled("Attribute").last().selectOption("orders");
            console.page().getByRole(AriaRole.SPINBUTTON).last().fill("3");
            console.page().keyboard().press("Tab");
            Locator figure = console.page().locator("c-segment-preview .figure");
            assertThat(figure).hasText(Pattern.compile("[1-9]"));
            String before = figure.innerText();
            console.button("Add condition").first().click();
            console.labelled("Attribute").last().selectOption("lastName");
            console.page().locator("c-filter input[type=text]").last().fill(word);
            assertThat(figure).not().hasText(before);
            assertThat(figure).hasText("0");
            console.isAccessible().photograph("segment-new");
            console.button("Save").click();
            assertThat(console.heading("Few orders " + word)).isVisible();

            console.pick("Explain for", word);
            assertThat(console.page().getByText("Joan " + word + " is not in it"))
                    .isVisible();
            assertThat(console.page().getByText("decides").first()).isVisible();
            console.isAccessible().photograph("segment");

            console.link("All segments").click();
            assertThat(console.link("Few orders " + word)).isVisible();
            console.isAccessible().photograph("segments");
            console.link("Few orders " + word).click();
            console.button("Delete segment").click();
            console.page().getByLabel("to confirm").fill("Few orders " + word);
            console.button("Delete segment").last().click();
            assertThat(console.heading("Segments")).isVisible();
            assertThat(console.link("Few orders " + word)).not().isVisible();
        }
    }

    @Test
    void aStaticOneHasWhomYouPutIn() {
        try (Console console = Console.signedIn("segments/new")) {
            console.labelled("Name").fill("Chosen " + word);
            console.labelled("Kind").selectOption("static");
            console.button("Save").click();
            assertThat(console.heading("Chosen " + word)).isVisible();
            assertThat(console.page().getByText("Nobody.")).isVisible();
            console.pick("Add a customer", word);
            assertThat(console.byRole(AriaRole.ROWHEADER, "Joan " + word)).isVisible();
            assertThat(console.link("Show customers: 1")).isVisible();
            console.isAccessible().photograph("segment-static");
            console.button("Remove Joan " + word).click();
            assertThat(console.page().getByText("Nobody.")).isVisible();
            console.button("Undo").click();
            assertThat(console.byRole(AriaRole.ROWHEADER, "Joan " + word)).isVisible();
        }
    }

    @Test
    void aSuspendedOneSaysWhy() {
        String id = Product.api()
                .post("segments", Map.of("name", "Gone " + word, "filter", "orders gt 1"))
                .at("/id");
        try (Console console = Console.open("segments/" + id)) {
            console.page().route("**/api/admin/v1/segments/" + id, SegmentsIT::suspended);
            console.signIn(Product.token());
            assertThat(console.page().getByText("The attribute loyalty.points is not there."))
                    .isVisible();
            assertThat(console.page().getByText("Suspended", exact())).isVisible();
            assertThat(console.byRole(AriaRole.COMBOBOX, "Explain for")).not().isVisible();
            console.isAccessible().photograph("segment-suspended");
        }
    }

    private static com.microsoft.playwright.Page.GetByTextOptions exact() {
        return new com.microsoft.playwright.Page.GetByTextOptions().setExact(true);
    }

    private static void suspended(Route route) {
        route.fulfill(
                new Route.FulfillOptions().setContentType("application/json").setBody("""
                                {"id": "x", "name": "Gone", "filter": "loyalty.points gt 1", "kind": "dynamic", "state": "suspended",
                                "reason": "The attribute loyalty.points is not there.", "count": null, "countKind": "estimate",
                                "countedAt": null, "sellerAccounts": [], "createdAt": "2026-01-01T00:00:00Z", "version": 1}"""));
    }
}
