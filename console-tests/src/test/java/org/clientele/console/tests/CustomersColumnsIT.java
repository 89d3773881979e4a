package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.console.tests.CustomersIT.rows;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Columns, which a user arranges and finds again. */
final class CustomersColumnsIT {
    private static final List<String> USUAL =
            List.of("Name", "E-mail", "Country", "Orders", "Total spent", "Last order", "Registered");

    @Test
    void columnsAreChosenMovedKeptForTheUserAndReset() {
        try (OwnKey key = OwnKey.with();
                Console console = key.open("customers")) {
            assertThat(rows(console)).hasCount(25);
            assertThat(headings(console)).isEqualTo(USUAL);
            console.button("Columns").click();
            Locator dialog = console.page().getByRole(AriaRole.DIALOG);
            dialog.getByRole(AriaRole.SEARCHBOX).fill("tier");
            dialog.getByLabel("Tier").check();
            dialog.getByRole(AriaRole.SEARCHBOX).fill("");
            dialog.getByLabel("E-mail").uncheck();
            console.isAccessible().photograph("customers-columns");
            Locator up = console.button("Move Tier up");
            up.click();
            assertThat(up).isFocused();
            dialog.locator("[data-column=orders]").dragTo(dialog.locator("[data-column=country]"));
            console.button("Done").click();
            List<String> changed =
                    List.of("Name", "Orders", "Country", "Total spent", "Last order", "Tier", "Registered");
            assertThat(headings(console)).isEqualTo(changed);
            assertThat(console.page()).hasURL(Pattern.compile("columns=name%2Corders%2Ccountry"));
            CustomersIT.tab(console, "Leads").click();
            assertThat(CustomersIT.tab(console, "Leads")).hasAttribute("aria-selected", "true");
            assertThat(headings(console)).isEqualTo(changed);

            try (Console elsewhere = key.open("customers")) {
                assertThat(elsewhere.byRole(AriaRole.COLUMNHEADER, "Tier")).isVisible();
                assertThat(headings(elsewhere)).isEqualTo(changed);
                elsewhere.button("Columns").click();
                elsewhere.button("Reset").click();
                assertThat(elsewhere.byRole(AriaRole.COLUMNHEADER, "E-mail")).isVisible();
                elsewhere.button("Done").click();
                assertThat(headings(elsewhere)).isEqualTo(USUAL);
                elsewhere.page().waitForCondition(() -> key.api()
                        .get("views")
                        .body()
                        .at("/items/0/columns")
                        .isEmpty());
                elsewhere.at("customers");
                assertThat(rows(elsewhere)).hasCount(25);
                assertThat(headings(elsewhere)).isEqualTo(USUAL);
            }
        }
    }

    @Test
    void theListBeginsWithTheViewOfTheUser() {
        try (OwnKey key = OwnKey.with()) {
            key.api()
                    .post(
                            "views",
                            "{\"name\": \"Begin here\", \"isDefault\": true, \"filter\": \"orders eq 0\","
                                    + " \"columns\": [\"reference\", \"orders\"], \"sort\": \"reference\"}");
            try (Console console = key.open("customers")) {
                assertThat(CustomersIT.tab(console, "Begin here")).hasAttribute("aria-selected", "true");
                assertThat(console.byRole(AriaRole.COLUMNHEADER, "Reference")).hasAttribute("aria-sort", "ascending");
                assertThat(headings(console)).isEqualTo(List.of("Reference", "Orders"));
                CustomersIT.tab(console, "All").click();
                assertThat(CustomersIT.tab(console, "All")).hasAttribute("aria-selected", "true");
            }
        }
    }

    /** Without those that plugins put left of the name. */
    private static List<String> headings(Console console) {
        return console.page().locator("thead th:not(.slim)").allInnerTexts().stream()
                .map(text -> text.replaceAll("[▲▼]", "").strip())
                .toList();
    }
}
