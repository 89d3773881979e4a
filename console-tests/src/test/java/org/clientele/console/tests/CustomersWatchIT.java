package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.clientele.console.tests.CustomersIT.rows;
import static org.clientele.console.tests.CustomersIT.tab;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the watchlist adds to the list, and that it goes with the feature while the list stays in use. */
final class CustomersWatchIT {
    @Test
    void anEyeWatchesAndUndoTakesItBack() {
        try (OwnKey key = OwnKey.with();
                Console console = key.open("customers?sort=-totalSpent")) {
            Locator row = rows(console).nth(3);
            String customer = row.getByRole(AriaRole.LINK).innerText();
            Locator eye = row.locator("td.slim button");
            assertThat(eye).hasAccessibleName("Watch " + customer);
            assertThat(eye).hasAttribute("aria-pressed", "false");
            eye.focus();
            console.page().keyboard().press("Enter");
            assertThat(eye).hasAccessibleName("Unwatch " + customer);
            assertThat(eye).hasAttribute("aria-pressed", "true");
            assertThat(eye).isFocused();
            assertThat(tab(console, "Watchlist")).hasText("Watchlist 1");
            console.isAccessible().photograph("customers-watched");
            tab(console, "Watchlist").click();
            assertThat(rows(console)).hasCount(1);
            rows(console).first().locator("td.slim button").click();
            assertThat(console.page().getByText("There are no such customers.")).isVisible();
            console.button("Undo").last().click();
            assertThat(rows(console)).hasCount(1);
            assertThat(rows(console).first().getByRole(AriaRole.ROWHEADER)).hasText(customer);
            rows(console).first().locator("td.slim button").click();
            assertThat(rows(console)).hasCount(0);
        }
    }

    @Test
    void whatTheFeatureAddsGoesWithItAndComesBack() {
        try (Console console = Console.signedIn("customers?columns=name,watchlist.remindOn,orders")) {
            assertThat(tab(console, "Watchlist")).isVisible();
            assertThat(console.byRole(AriaRole.COLUMNHEADER, "Remind on")).isVisible();
            Product.api().put("features/clientele-watchlist", Map.of("enabled", false));
            try {
                assertThat(tab(console, "Watchlist")).hasCount(0);
                assertThat(console.byRole(AriaRole.COLUMNHEADER, "Remind on")).hasCount(0);
                assertThat(console.page().locator("td.slim")).hasCount(0);
                console.button("Orders").click();
                assertThat(console.byRole(AriaRole.COLUMNHEADER, "Orders")).hasAttribute("aria-sort", "descending");
                assertThat(rows(console)).hasCount(25);
            } finally {
                Product.api().put("features/clientele-watchlist", Map.of("enabled", true));
            }
            assertThat(tab(console, "Watchlist"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(15_000));
            assertThat(console.byRole(AriaRole.COLUMNHEADER, "Remind on"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(15_000));
        }
    }
}
