package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FeaturesIT {
    @AfterEach
    void switchOn() {
        Product.api().put("features/watchlist", Map.of("enabled", true));
    }

    @Test
    void aSwitchShowsTheImpactAndSwitches() {
        try (Console console = Console.signedIn("customers")) {
            console.link("Features").click();
            Locator watchlist = console.byRole(AriaRole.SWITCH, "Watchlist");
            assertThat(watchlist).isChecked();
            console.isAccessible().photograph("features");
            watchlist.click();
            assertThat(console.byRole(AriaRole.DIALOG, "Switch off Watchlist?")).isVisible();
            console.isAccessible().photograph("features-switch-off");
            console.button("Cancel").click();
            assertThat(watchlist).isChecked();
            watchlist.click();
            console.button("Switch off").click();
            assertThat(watchlist).not().isChecked();
            watchlist.click();
            assertThat(watchlist).isChecked();
        }
    }
}
