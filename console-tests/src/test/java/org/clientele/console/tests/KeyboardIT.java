package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class KeyboardIT {
    private static final int MOST_TABS = 60;

    @Test
    void theWorkOfAnAgentNeedsNoMouse() {
        try (Person ada = Person.called("Ada");
                Console console = Console.open("customers")) {
            Page page = console.page();
            tabTo(page, page.getByLabel("Access token"));
            page.keyboard().type(Product.token());
            page.keyboard().press("Enter");
            assertThat(CustomersIT.rows(console).first()).isVisible();
            page.keyboard().press("/");
            assertThat(page.getByRole(AriaRole.SEARCHBOX)).isFocused();
            page.keyboard().type(ada.reference());
            assertThat(CustomersIT.rows(console)).hasCount(1);
            Locator found = console.link(ada.name());
            tabTo(page, found);
            page.keyboard().press("Enter");
            assertThat(console.heading(ada.name())).isVisible();

            page.keyboard().press("n");
            assertThat(page.getByLabel("New note")).isFocused();
            page.keyboard().type("Called, no mouse at hand.");
            tabTo(page, console.button("Add note"));
            page.keyboard().press("Enter");
            assertThat(console.byRole(AriaRole.LIST, "Notes")).containsText("no mouse at hand");

            Locator tab = console.byRole(AriaRole.TAB, "Overview");
            assertThat(console.byRole(AriaRole.TAB, "Loyalty")).isVisible();
            shiftTabTo(page, tab);
            page.keyboard().press("End");
            assertThat(console.byRole(AriaRole.TAB, "Loyalty")).isFocused();
            tabTo(page, page.getByLabel("Points", new Page.GetByLabelOptions().setExact(true)));
            page.keyboard().type("50");
            page.keyboard().press("Tab");
            page.keyboard().type("for the delay");
            page.keyboard().press("Enter");
            assertThat(page.getByRole(AriaRole.TABPANEL)).containsText(Pattern.compile("Adjustment\\s+for the delay"));
            assertThat(page.getByRole(AriaRole.STATUS).last()).containsText("+50 points");
        }
    }

    private static void tabTo(Page page, Locator wanted) {
        press(page, wanted, "Tab");
    }

    private static void shiftTabTo(Page page, Locator wanted) {
        press(page, wanted, "Shift+Tab");
    }

    private static void press(Page page, Locator wanted, String key) {
        assertThat(wanted).isVisible();
        for (int i = 0; i < MOST_TABS; i++) {
            if ((boolean) wanted.evaluate("it => it === document.activeElement")) {
                return;
            }
            page.keyboard().press(key);
        }
        throw new AssertionError("Nothing leads to " + wanted);
    }
}
