package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.console.tests.CustomersIT.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Exports as the console asks for them; the answers are those of the feature, given by the browser. */
final class CustomersExportIT {
    private static final String ID = "01a218e5-0000-7000-8000-000000000001";
    private static final ObjectMapper JSON = new ObjectMapper();

    private String asked = "";

    @Test
    void whatTheListShowsIsExportedAndDownloaded() throws Exception {
        try (Console console = Console.open("customers?tab=leads&q=a&sort=name&columns=name,orders&size=10")) {
            brings(console);
            console.signIn(Product.token());
            assertThat(rows(console)).hasCount(10);
            console.button("Export").click();
            Locator dialog = console.page().getByRole(AriaRole.DIALOG);
            assertThat(dialog.getByText("Fields (2)")).isVisible();
            assertThat(dialog).containsText("The file tells who customers are.");
            dialog.getByLabel("Format").selectOption("xlsx");
            dialog.getByLabel("Country").check();
            dialog.getByLabel("This page").check();
            console.isAccessible().photograph("customers-export");
            console.button("Start export").click();
            Locator link = console.link("Download");
            assertThat(link).isVisible();
            console.isAccessible();
            Download download = console.page().waitForDownload(link::click);
            assertThat(download.suggestedFilename()).isEqualTo("customers-2026-11-26.xlsx");
            assertThat(Files.readString(download.path(), StandardCharsets.UTF_8))
                    .isEqualTo("a file");
            JsonNode body = JSON.readTree(asked);
            assertThat(body)
                    .isEqualTo(JSON.valueToTree(Map.of(
                            "format",
                            "xlsx",
                            "fields",
                            List.of("name", "orders", "country"),
                            "scope",
                            "page",
                            "page",
                            1,
                            "size",
                            10,
                            "query",
                            Map.of("q", "a", "view", "leads", "sort", "name"))));
        }
    }

    @Test
    void theSelectedOnesAreExported() throws Exception {
        try (Console console = Console.open("customers")) {
            brings(console);
            console.signIn(Product.token());
            rows(console).nth(2).getByRole(AriaRole.CHECKBOX).check();
            console.button("Export selected").click();
            console.button("Start export").click();
            assertThat(console.link("Download")).isVisible();
            JsonNode body = JSON.readTree(asked);
            assertThat(body.at("/scope").asText()).isEqualTo("ids");
            assertThat(body.at("/ids")).hasSize(1);
        }
    }

    @Test
    void withoutTheFeatureThereIsNoExport() {
        try (Console console = Console.open("customers")) {
            console.page().route("**/admin/v1/features", route -> fulfill(route, 200, Map.of("items", List.of())));
            console.signIn(Product.token());
            assertThat(rows(console)).hasCount(25);
            assertThat(console.button("Export")).hasCount(0);
        }
    }

    private void brings(Console console) {
        console.page()
                .route(
                        "**/admin/v1/features",
                        route -> fulfill(
                                route,
                                200,
                                Map.of("items", List.of(Map.of("id", "clientele-export", "state", "active")))));
        console.page()
                .route(
                        "**/exports/formats",
                        route -> fulfill(
                                route,
                                200,
                                Map.of(
                                        "items",
                                        List.of(
                                                Map.of("format", "csv", "title", "CSV"),
                                                Map.of("format", "json", "title", "JSON"),
                                                Map.of("format", "xlsx", "title", "Excel")))));
        console.page().route("**/admin/v1/exports", route -> {
            asked = route.request().postData();
            fulfill(route, 202, Map.of("id", ID, "state", "queued"));
        });
        AtomicInteger polled = new AtomicInteger();
        console.page()
                .route(
                        "**/operations/" + ID,
                        route -> fulfill(
                                route,
                                200,
                                Map.of(
                                        "id",
                                        ID,
                                        "state",
                                        polled.incrementAndGet() < 2 ? "running" : "succeeded",
                                        "progress",
                                        Map.of("done", 5, "total", 10))));
        console.page()
                .route(
                        "**/exports/" + ID + "/file",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setHeaders(Map.of(
                                        "Content-Type",
                                        "text/csv",
                                        "Content-Disposition",
                                        "attachment; filename=\"customers-2026-11-26.xlsx\""))
                                .setBody("a file")));
    }

    private static void fulfill(Route route, int status, Object body) {
        try {
            route.fulfill(new Route.FulfillOptions()
                    .setStatus(status)
                    .setContentType("application/json")
                    .setBody(JSON.writeValueAsString(body)));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
