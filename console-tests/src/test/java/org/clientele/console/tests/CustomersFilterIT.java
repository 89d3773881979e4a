package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.console.tests.CustomersIT.rows;
import static org.clientele.console.tests.CustomersIT.status;
import static org.clientele.console.tests.CustomersIT.tab;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Filters that people put together, and what they save of them. */
final class CustomersFilterIT {
    @Test
    void conditionsAreTypedGroupedCountedAndTakenAway() {
        try (Console console = Console.signedIn("customers")) {
            assertThat(rows(console)).hasCount(25);
            console.button("Filter").click();
            Locator first = console.page().getByLabel("Attribute");
            assertThat(first).isFocused();
            first.selectOption("country");
            console.page().getByLabel("Value of Country").selectOption("FR");
            assertThat(filter(console, "country eq \"FR\"")).isTrue();
            Locator chips = console.page().locator(".chip");
            assertThat(chips).containsText("Country is France");
            String french = status(console).innerText();

            console.button("Add group").click();
            Locator group = console.page().locator("fieldset fieldset");
            group.getByLabel("Attribute").selectOption("totalSpent");
            group.getByLabel("Comparison of Total spent").selectOption("more than");
            group.getByLabel("Value of Total spent").fill("1000.50");
            group.getByLabel("Value of Total spent").blur();
            assertThat(filter(console, "country eq \"FR\" and totalSpent gt 100050"))
                    .isTrue();
            group.getByText("Add condition").click();
            group.getByLabel("Attribute").last().selectOption("lastOrderAt");
            assertThat(filter(console, "country eq \"FR\" and (totalSpent gt 100050 or lastOrderAt ge \"now-30d\")"))
                    .isTrue();
            group.getByLabel("Attribute").last().selectOption("account");
            group.getByLabel("How conditions are joined").selectOption("None of these is true");
            assertThat(filter(console, "country eq \"FR\" and not (totalSpent gt 100050 or account eq true)"))
                    .isTrue();
            assertThat(chips.last()).containsText("not (Total spent more than £1,000.50 or Account is: yes)");
            assertThat(status(console)).not().hasText(french);
            console.isAccessible().photograph("customers-filter");

            console.byRole(AriaRole.BUTTON, "Remove Country is France").click();
            assertThat(filter(console, "not (totalSpent gt 100050 or account eq true)"))
                    .isTrue();
            console.page().goBack();
            console.page().goBack();
            assertThat(console.page()).not().hasURL(Pattern.compile("filter="));
            assertThat(chips).hasCount(0);
        }
    }

    @Test
    void aFilterFromALinkIsEdited() {
        try (Console console = Console.signedIn(
                "customers?filter=addresses%5Bcity%20co%20%22lon%22%5D%20and%20tags%20eq%20%22demo%22")) {
            assertThat(console.page().locator(".chip").first()).containsText("Addresses: City contains lon");
            console.button("Filter").click();
            assertThat(console.page().getByLabel("Value of City")).hasValue("lon");
            console.page().getByLabel("Comparison of City").selectOption("begins with");
            console.page().getByLabel("Value of City").fill("par");
            assertThat(filter(console, "addresses[city sw \"par\"] and tags eq \"demo\""))
                    .isTrue();
            console.byRole(AriaRole.BUTTON, "Remove Tags").click();
            assertThat(filter(console, "addresses[city sw \"par\"]")).isTrue();
        }
    }

    @Test
    void whatIsShownIsSavedAsAViewAndItsFilterAsASegment() {
        try (OwnKey key = OwnKey.with();
                Console console = key.open("customers?tab=leads&filter=account%20eq%20true&columns=name,tags")) {
            save(console, "Save as segment");
            console.page().getByLabel("Name", exact()).fill("Console leads with account");
            console.isAccessible();
            console.button("Save").last().click();
            assertThat(console.page().getByText("Console leads with account is saved"))
                    .isVisible();
            var segment = key.api().get("segments?size=100").body().at("/items").findParents("filter").stream()
                    .filter(each -> each.at("/name").asText().equals("Console leads with account"))
                    .findFirst()
                    .orElseThrow();
            assertThat(segment.at("/filter").asText()).isEqualTo("orders eq 0 and account eq true");
            key.api().delete("segments/" + segment.at("/id").asText(), "If-Match", "*");

            assertThat(status(console)).hasText(CustomersIT.COUNT);
            String count = status(console).innerText();
            save(console, "Save as view");
            console.page().getByLabel("Name", exact()).fill("Console view");
            console.button("Save").last().click();
            Locator tab = tab(console, "Console view");
            assertThat(tab).hasAttribute("aria-selected", "true");
            assertThat(console.page()).hasURL(Pattern.compile("view=[0-9a-f-]{36}$"));
            assertThat(status(console)).hasText(count);
            assertThat(console.byRole(AriaRole.COLUMNHEADER, "Tags")).isVisible();
            console.page().reload();
            assertThat(tab).hasAttribute("aria-selected", "true");

            save(console, "Change view");
            console.page().getByLabel("Name", exact()).fill("Console view 2");
            console.page().getByLabel("Everybody sees it").check();
            console.button("Save").last().click();
            assertThat(tab(console, "Console view 2")).isVisible();
            try (OwnKey other = OwnKey.with();
                    Console another = other.open("customers")) {
                tab(another, "Console view 2").click();
                assertThat(status(another)).hasText(count);
            }
            save(console, "Delete view");
            String view = console.page().url().replaceAll(".*view=", "view=");
            List<String> asked = new ArrayList<>();
            console.page().onRequest(request -> asked.add(request.url()));
            console.button("Delete view").click();
            assertThat(tab(console, "Console view 2")).hasCount(0);
            assertThat(tab(console, "All")).hasAttribute("aria-selected", "true");
            assertThat(asked).as("what is asked for once the view is gone").noneMatch(url -> url.contains(view));
        }
    }

    private static void save(Console console, String item) {
        console.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new com.microsoft.playwright.Page.GetByRoleOptions()
                                .setName("Save")
                                .setExact(true))
                .first()
                .click();
        console.byRole(AriaRole.MENUITEM, item).click();
    }

    private static com.microsoft.playwright.Page.GetByLabelOptions exact() {
        return new com.microsoft.playwright.Page.GetByLabelOptions().setExact(true);
    }

    /** Waits until the address has the filter. */
    private static boolean filter(Console console, String text) {
        console.page()
                .waitForURL(url -> url.contains("filter=")
                        && URLDecoder.decode(url, StandardCharsets.UTF_8)
                                .replaceAll("^.*filter=([^&]*).*$", "$1")
                                .equals(text));
        return true;
    }
}
