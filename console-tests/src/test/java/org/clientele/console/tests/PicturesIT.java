package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.clientele.itests.Api;
import org.junit.jupiter.api.Test;

/** The pictures of docs/console.md, of the demo shop; {@code docs/console/} has those that were taken last. */
final class PicturesIT {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Api ADMIN = Product.api();
    private static final String BEST = "customers?sort=-totalSpent&size=10&fields=name,orders";

    private final List<String> taken = new ArrayList<>();

    @Test
    void ofEveryScreenThatTheDocsShow() throws IOException {
        JsonNode best = ADMIN.get(BEST).body().at("/items/0");
        String customer = best.get("id").asText();
        String name = best.get("name").asText();
        try (Console console = Console.signedIn("customers")) {
            assertThat(CustomersIT.rows(console)).hasCount(25);
            take(console, "customers");
            console.at("customers/" + customer);
            assertThat(console.heading(name)).isVisible();
            assertThat(CustomerIT.card(console, "Last order")).isVisible();
            take(console, "customer");
            console.at("customers/" + customer + "?tab=orders");
            assertThat(console.page()
                            .getByRole(AriaRole.TABPANEL)
                            .getByRole(AriaRole.ROW)
                            .nth(1))
                    .isVisible();
            take(console, "orders");
            console.at(
                    "segments/new?filter=orders%20ge%202%20and%20(country%20eq%20%22DE%22%20or%20newsletter%20eq%20true)");
            assertThat(console.page().locator("c-segment-preview .figure")).hasText(Pattern.compile("[0-9]"));
            take(console, "segment");
            console.at("features");
            assertThat(console.byRole(AriaRole.SWITCH, "Watchlist")).isChecked();
            take(console, "features");
            ofACart(console, customer, name);
        }
        try (Console console = Console.openNarrow("customers").signIn(Product.token())) {
            assertThat(CustomersIT.rows(console).first()).isVisible();
            take(console, "narrow");
        }
        assertThat(shown()).containsExactlyInAnyOrderElementsOf(taken);
        for (String picture : taken) {
            assertThat(DOCS.resolve("console").resolve(picture + ".png")).exists();
        }
    }

    private void ofACart(Console console, String customer, String name) {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (JsonNode product : ADMIN.get("products?size=10").body().get("items")) {
            if (lines.size() < 3) {
                lines.add(Map.of("sku", product.get("sku").asText(), "quantity", lines.size() + 1));
            }
        }
        Api.Answer opened = ADMIN.post("carts", Map.of("customerId", customer, "lines", lines));
        assertThat(opened.status()).as(opened.text()).isEqualTo(201);
        String cart = "carts/" + opened.at("/id");
        try {
            console.at(cart);
            assertThat(console.heading("Cart of " + name)).isVisible();
            assertThat(console.page().locator(".lines > li")).hasCount(lines.size());
            take(console, "cart");
            console.button("Check out now").click();
            assertThat(console.byRole(AriaRole.DIALOG, "Check out now").getByText("Acting as " + name))
                    .isVisible();
            take(console, "checkout");
        } finally {
            ADMIN.delete(cart, "If-Match", "*");
        }
    }

    private void take(Console console, String name) {
        console.photograph("docs-" + name);
        taken.add(name + "-light");
        taken.add(name + "-dark");
    }

    /** Those that docs/console.md names. */
    private static List<String> shown() throws IOException {
        return new TreeSet<>(Pattern.compile("console/([a-z-]+)\\.png")
                        .matcher(Files.readString(DOCS.resolve("console.md")))
                        .results()
                        .map(found -> found.group(1))
                        .toList())
                .stream().toList();
    }
}
