package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class OperationsTrayIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whatAScriptStartedIsInTheTrayAndLeadsToWhatBecameOfEachRow() {
        String customer = Product.api()
                .post("customers", Map.of("firstName", "Tray", "email", UUID.randomUUID() + "@example.com"))
                .at("/id");
        String unknown = UUID.randomUUID().toString();
        String operation = Product.api()
                .post(
                        "customers/bulk",
                        Map.of(
                                "ids",
                                List.of(customer, unknown),
                                "action",
                                "tag",
                                "params",
                                Map.of("add", List.of("tray"), "remove", List.of())))
                .at("/id");
        try (Console console = Console.signedIn("features")) {
            console.button("Operations").click();
            Locator item = item(console, operation);
            assertThat(item).containsText("Change of many customers");
            assertThat(item).containsText("Done");
            assertThat(item).containsText("1 changed");
            console.isAccessible().photograph("operations-tray");
            console.page().reload();
            console.button("Operations").click();
            item.getByRole(AriaRole.LINK).first().click();
            assertThat(console.heading("Change of many customers")).isVisible();
            Locator rows = console.page().locator("tbody tr");
            assertThat(rows).hasCount(2);
            assertThat(rows.filter(new Locator.FilterOptions().setHasText(unknown)))
                    .containsText("not-found");
            console.isAccessible().photograph("operation");
            console.page().getByLabel("Rows").first().selectOption("changed");
            assertThat(rows).hasCount(1);
            assertThat(console.page()).hasURL(Pattern.compile("outcome=changed"));
            console.link("All operations").click();
            assertThat(console.heading("Operations")).isVisible();
            assertThat(console.page().locator("tbody a[href$='" + operation + "']"))
                    .isVisible();
            console.isAccessible();
            console.button("Operations").click();
            console.page()
                    .locator("c-operations-tray li", new Page.LocatorOptions().setHasText("1 changed"))
                    .first()
                    .getByText("Hide")
                    .click();
            console.page().keyboard().press("Escape");
            assertThat(console.button("Operations")).isFocused();
        }
    }

    @Test
    void whatRunsHasProgressAndCanBeCancelled() {
        ObjectNode operation = JSON.createObjectNode()
                .put("id", UUID.randomUUID().toString())
                .put("kind", "customers.import")
                .put("state", "running")
                .put("errorCount", 0)
                .put("startedBy", Product.api().get("session").at("/id"))
                .put("createdAt", Instant.now().toString())
                .putNull("finishedAt");
        operation.putObject("progress").put("done", 40).put("total", 100);
        operation.putObject("result");
        try (Console console = Console.open("features")) {
            console.page().route(Pattern.compile("/api/admin/v1/operations"), route -> {
                if (route.request().method().equals("DELETE")) {
                    operation
                            .put("state", "cancelled")
                            .put("finishedAt", Instant.now().toString());
                }
                boolean list = route.request().url().contains("?");
                answer(route, list ? "{\"items\":[" + operation + "]}" : operation.toString());
            });
            console.signIn(Product.token());
            Locator tray = console.button("Operations");
            assertThat(tray).hasAccessibleDescription("1 is running");
            tray.click();
            Locator item = item(console, operation.get("id").asText());
            assertThat(item.getByRole(AriaRole.PROGRESSBAR)).hasAttribute("max", "100");
            assertThat(item).containsText("40 of 100");
            console.isAccessible().photograph("operations-running");
            item.getByRole(AriaRole.BUTTON).click();
            assertThat(item).containsText("Cancelled");
            assertThat(console.page().getByText("Import of customers was cancelled."))
                    .hasCount(1);
        }
    }

    /** The focus is on the page until the next turn of the browser's loop; a key may come before. */
    @Test
    void escapeClosesTheTrayAsSoonAsALineIsHidden() {
        String operation = Product.api()
                .post("imports?type=products", "{\"sku\":\"tray-2\"}\n", "Content-Type", "application/x-ndjson")
                .at("/id");
        try (Console console = Console.signedIn("features")) {
            console.button("Operations").click();
            Locator hide = item(console, operation).getByText("Hide");
            hide.evaluate("""
                    async (it) => {
                        it.focus();
                        it.click();
                        while (it.isConnected) await Promise.resolve();
                        const escape = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true });
                        document.activeElement.dispatchEvent(escape);
                    }
                    """);
            assertThat(console.button("Operations")).isFocused();
            assertThat(console.button("Operations")).hasAttribute("aria-expanded", "false");
        }
    }

    @Test
    void anOperationThatFailedTellsWhy() {
        String operation = Product.api()
                .post("imports?type=products", "{\"sku\":\"tray-1\"}\n", "Content-Type", "application/x-ndjson")
                .at("/id");
        try (Console console = Console.openNarrow("operations/" + operation).signIn(Product.token())) {
            assertThat(console.page().locator("tbody tr").first()).containsText("/name");
            console.fitsItsWidth().isAccessible().photograph("operation-narrow");
            console.button("Operations").click();
            assertThat(item(console, operation)).containsText("2 errors");
            console.fitsItsWidth().isAccessible().photograph("operations-tray-narrow");
        }
    }

    private static Locator item(Console console, String operation) {
        return console.page().locator("c-operations-tray li:has(a[href$='" + operation + "'])");
    }

    private static void answer(Route route, String json) {
        route.fulfill(
                new Route.FulfillOptions().setContentType("application/json").setBody(json));
    }
}
