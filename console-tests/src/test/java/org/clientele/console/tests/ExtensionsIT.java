package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Modules of plugins, put before the console by the browser: what the server makes of bundles is tested elsewhere. */
final class ExtensionsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ARCHETYPE = Path.of(
            "..",
            "plugin-archetype",
            "src",
            "main",
            "resources",
            "archetype-resources",
            "src",
            "main",
            "resources",
            "console");

    @Test
    void theTabOfTheArchetypeShowsItsFields() throws Exception {
        try (Console console = Console.open("customers").expectErrors("404")) {
            brings(console, "review", "Reviews", archetype("tab.js"), archetype("messages_en.json"));
            openFirstCustomer(console);
            console.byRole(AriaRole.TAB, "Reviews").click();
            assertThat(console.page().getByLabel("Score")).isVisible();
            console.isAccessible().photograph("customer-extension");
        }
    }

    @Test
    void aModuleThatFailsIsACardWithItsTitleAndTheRestWorks() {
        try (Console console = Console.open("customers")) {
            brings(console, "broken", "Broken things", "export function activate() { throw new Error('no'); }", "{}");
            openFirstCustomer(console);
            console.byRole(AriaRole.TAB, "Broken things").click();
            Locator card = console.page().getByRole(AriaRole.ALERT);
            assertThat(card).containsText("Extension failed");
            assertThat(card).containsText("Broken things");
            console.isAccessible();
            console.byRole(AriaRole.TAB, "Overview").click();
            assertThat(console.page().getByRole(AriaRole.TABPANEL)).containsText("Last order");
        }
    }

    private static void openFirstCustomer(Console console) {
        console.signIn(Product.token());
        CustomersIT.rows(console).first().getByRole(AriaRole.LINK).click();
    }

    private static void brings(Console console, String word, String title, String module, String messages) {
        brings(console, word, title, List.of("tab"), module, messages);
    }

    static void brings(
            Console console, String word, String title, List<String> places, String module, String messages) {
        String root = "/console-ext/" + word + "/1/";
        Map<String, Object> extension = Map.of(
                "id",
                word + ".tab",
                "feature",
                "clientele-" + word,
                "title",
                title,
                "places",
                places,
                "scope",
                "customers:read",
                "module",
                root + "tab.js",
                "messages",
                Map.of("en", root + "messages_en.json"));
        console.page()
                .route(
                        "**/console/extensions",
                        route -> fulfill(route, "application/json", json(Map.of("items", List.of(extension)))));
        console.page().route("**/console/extensions/stream", route -> fulfill(route, "text/event-stream", ""));
        console.page().route("**" + root + "tab.js", route -> fulfill(route, "text/javascript", module));
        console.page().route("**" + root + "messages_en.json", route -> fulfill(route, "application/json", messages));
    }

    private static String archetype(String file) throws IOException {
        return Files.readString(ARCHETYPE.resolve(file))
                .replace("${word}", "review")
                .replace("${title}", "Reviews");
    }

    private static void fulfill(Route route, String type, String body) {
        route.fulfill(new Route.FulfillOptions().setContentType(type).setBody(body));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
