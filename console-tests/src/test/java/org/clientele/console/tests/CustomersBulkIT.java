package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.console.tests.CustomersIT.rows;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.KeyboardModifier;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Selecting customers and doing something with them, to some of this test's own. */
final class CustomersBulkIT {
    @Test
    void aRangeIsSelectedPreviewedAndTagged() {
        try (Own own = Own.customers(12);
                Console console = Console.signedIn(own.list())) {
            assertThat(rows(console)).hasCount(10);
            check(console, 1).click();
            check(console, 4).click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
            Locator selection = console.byRole(AriaRole.REGION, "Selection");
            assertThat(selection).containsText("4 selected");
            check(console, 2).click();
            assertThat(selection).containsText("3 selected");
            console.isAccessible();
            action(console, "Tag");
            Locator dialog = console.page().getByRole(AriaRole.DIALOG);
            dialog.getByLabel("Add").fill("console-bulk, another one");
            console.button("Preview").click();
            assertThat(dialog).containsText("This is what it would do to 3 customers:");
            console.isAccessible().photograph("customers-bulk");
            console.button("Tag: 3 customers").click();
            assertThat(dialog).containsText("Done.");
            dialog.getByText("Close").click();
            assertThat(console.page().getByText("Tag: 3 customers changed")).isVisible();
            assertThat(own.tagged("console-bulk")).isEqualTo(3);
            console.button("Select none").click();
            check(console, 0).click();
            action(console, "Tag");
            dialog.getByLabel("Add").fill("console-undo");
            console.button("Preview").click();
            console.button("Tag: 1 customer").click();
            dialog.getByText("Close").click();
            assertThat(own.tagged("console-undo")).isEqualTo(1);
            console.button("Undo").click();
            console.page().waitForCondition(() -> own.tagged("console-undo") == 0);
        }
    }

    @Test
    void allThatMatchAreDeactivatedAfterTypingHowManyTheyAre() {
        try (Own own = Own.customers(12);
                Console console = Console.signedIn(own.list())) {
            assertThat(rows(console)).hasCount(10);
            console.page().getByLabel("Select all on this page").check();
            console.button("Select all 12 matching").click();
            Locator selection = console.byRole(AriaRole.REGION, "Selection");
            assertThat(selection).containsText("12 selected");
            action(console, "Deactivate");
            Locator dialog = console.page().getByRole(AriaRole.DIALOG);
            Locator apply = console.button("Deactivate: 12 customers");
            assertThat(apply).isDisabled();
            dialog.getByLabel("Type 12 to confirm").fill("12");
            apply.click();
            assertThat(dialog).containsText("Done.");
            dialog.getByText("Close").click();
            assertThat(own.count("status eq \"inactive\"")).isEqualTo(12);
            console.page().keyboard().press("Escape");
            assertThat(selection).hasCount(0);
        }
    }

    @Test
    void whatIsRefusedIsToldForEachCustomer() {
        try (Own own = Own.customers(2);
                Console console = Console.signedIn(own.list())) {
            console.page().getByLabel("Select all on this page").check();
            action(console, "Adjust points");
            Locator dialog = console.page().getByRole(AriaRole.DIALOG);
            dialog.getByLabel("Points").fill("-50");
            console.button("Preview").click();
            assertThat(dialog.getByRole(AriaRole.ROW)).hasCount(3);
            assertThat(dialog.locator("dd").last()).hasText("2");
            console.isAccessible();
            assertThat(console.button("Adjust points: 0 customers")).isDisabled();
        }
    }

    private static Locator check(Console console, int row) {
        return rows(console).nth(row).getByRole(AriaRole.CHECKBOX);
    }

    private static void action(Console console, String name) {
        console.button("Actions").click();
        console.byRole(AriaRole.MENUITEM, name).click();
    }

    /** Customers who have a tag of their own; purged in the end. */
    record Own(String tag) implements AutoCloseable {
        static Own customers(int count) {
            String tag = "own-" + UUID.randomUUID().toString().substring(0, 8);
            for (int i = 0; i < count; i++) {
                Product.api()
                        .post(
                                "customers",
                                Map.of("firstName", "Bulk", "lastName", "Tester " + i, "tags", List.of(tag)));
            }
            return new Own(tag);
        }

        String list() {
            return "customers?size=10&sort=reference&filter=tags%20eq%20%22" + tag + "%22";
        }

        int tagged(String other) {
            return count("tags eq \"" + other + "\"");
        }

        int count(String filter) {
            return customers(filter).at("/page/totalItems").asInt();
        }

        private com.fasterxml.jackson.databind.JsonNode customers(String filter) {
            return Product.api()
                    .post(
                            "customers/.search",
                            Map.of("filter", "tags eq \"" + tag + "\" and " + filter, "page", 1, "size", 100))
                    .body();
        }

        @Override
        public void close() {
            for (var each : customers("reference pr").at("/items")) {
                Product.api()
                        .delete(
                                "customers/" + each.at("/id").asText() + "?mode=purge&confirm="
                                        + each.at("/reference").asText(),
                                "If-Match",
                                "*");
            }
        }
    }
}
