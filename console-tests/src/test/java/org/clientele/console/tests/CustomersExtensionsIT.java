package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.clientele.console.tests.CustomersIT.rows;
import static org.clientele.console.tests.CustomersIT.tab;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What plugins add to the list. */
final class CustomersExtensionsIT {
    private static final List<String> PLACES = List.of("column-cell", "list-tab", "bulk-action", "stat");

    @Test
    void cellsTabsFiguresAndActionsOfAModuleAreShown() {
        try (Console console = Console.open("customers?columns=name,orders,country&tab=french")) {
            ExtensionsIT.brings(console, "sample", "Sample", PLACES, """
                    export function activate(host) {
                      host.addColumnCell({ id: 'a', title: 'A', attribute: 'orders', cell: (value) => host.html`<b>n=${value}</b>` });
                      host.addColumnCell({ id: 'b', title: 'B', attribute: 'country', cell: () => { throw new Error('no'); } });
                      host.addListTab({ id: 'french', title: 'French', filter: 'country eq "FR"' });
                      host.addStat({ id: 's', title: 'Moons', value: async () => '28' });
                      host.addStat({ id: 't', title: 'Broken', value: async () => { throw new Error('no'); } });
                      host.addBulkAction({ id: 'x', title: 'Mark as sample', action: 'tag', parameters: () => ({ add: ['sample'] }) });
                    }""", "{}");
            console.signIn(Product.token());
            assertThat(tab(console, "French")).hasAttribute("aria-selected", "true");
            assertThat(rows(console).first().locator("b")).hasText(Pattern.compile("^n=[0-9]+$"));
            assertThat(rows(console).first()).containsText("France");
            assertThat(console.page().getByText("Moons 28")).isVisible();
            assertThat(console.page().getByRole(AriaRole.ALERT)).containsText("Sample");
            rows(console).first().getByRole(AriaRole.CHECKBOX).check();
            console.button("Actions").click();
            console.byRole(AriaRole.MENUITEM, "Mark as sample").click();
            assertThat(console.button("Mark as sample: 1 customer")).isVisible();
            console.isAccessible();
        }
    }

    @Test
    void aModuleThatFailsIsACardAndTheListWorks() {
        try (Console console = Console.open("customers")) {
            ExtensionsIT.brings(
                    console,
                    "broken",
                    "Broken list",
                    PLACES,
                    "export function activate() { throw new Error('no'); }",
                    "{}");
            console.signIn(Product.token());
            assertThat(rows(console)).hasCount(25);
            Locator card = console.page().getByRole(AriaRole.ALERT).first();
            assertThat(card).containsText("Extension failed");
            assertThat(card).containsText("Broken list");
            console.isAccessible();
        }
    }
}
