package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FeaturesIT {
    @AfterEach
    void switchOn() {
        Product.switchOn("clientele-watchlist", "watchlist.watched");
    }

    @Test
    void aSwitchShowsTheImpactAndSwitchesWhichAnotherWindowSees() {
        String segment = Product.api()
                .post("segments", Map.of("name", "Watched by features", "filter", "watchlist.watched eq true"))
                .at("/id");
        try (Console console = Console.signedIn("customers");
                Console other = Console.signedIn("features")) {
            console.link("Features").click();
            Locator watchlist = console.byRole(AriaRole.SWITCH, "Watchlist");
            Locator there = other.byRole(AriaRole.SWITCH, "Watchlist");
            assertThat(watchlist).isChecked();
            assertThat(there).isChecked();
            console.isAccessible().photograph("features");
            watchlist.click();
            Locator dialog = console.byRole(AriaRole.DIALOG, "Switch off Watchlist?");
            assertThat(dialog).containsText("Watched by features");
            assertThat(dialog).containsText("watchlist.reminders");
            console.isAccessible().photograph("features-switch-off");
            console.button("Cancel").click();
            assertThat(watchlist).isChecked();
            watchlist.click();
            console.button("Switch off").click();
            assertThat(watchlist).not().isChecked();
            assertThat(there).not().isChecked();
            watchlist.click();
            assertThat(watchlist).isChecked();
            assertThat(there).isChecked();
        } finally {
            Product.api().delete("segments/" + segment, "If-Match", "*");
        }
    }

    @Test
    void whatFailsSaysWhyAndWhatToDo() {
        try (Console console = Console.open("features")) {
            console.page().route("**/api/admin/v1/features", FeaturesIT::needy);
            console.page().route("**/features/*/doctor", FeaturesIT::ill);
            console.signIn(Product.token());
            assertThat(console.page().getByText("Suspended")).isVisible();
            assertThat(console.page().getByText("Requires Loyalty")).isVisible();
            assertThat(console.page().getByText("Needed by Reviews")).isVisible();
            assertThat(console.page().getByText("Loyalty is switched off.")).isVisible();
            assertThat(console.page().getByText("Start the bundle.").first()).isVisible();
            console.isAccessible().photograph("features-failing");
        }
    }

    @Test
    void whoSeesSomeSellerAccountsSwitchesNothing() {
        String token = Product.api()
                .post(
                        "keys",
                        Map.of(
                                "name",
                                "features of north",
                                "scopes",
                                List.of("features:read", "features:write"),
                                "sellerAccounts",
                                List.of("north")))
                .at("/token");
        try (Console console = Console.open("features").signIn(token)) {
            assertThat(console.byRole(AriaRole.SWITCH, "Watchlist")).isDisabled();
        }
    }

    private static void needy(Route route) {
        json(route, """
                {"items": [
                {"id": "reviews", "title": "Reviews", "version": "1.2.0", "enabled": true, "state": "suspended",
                "reason": "Loyalty is switched off.", "requires": ["loyalty"]},
                {"id": "loyalty", "title": "Loyalty", "version": "1.0.0", "enabled": false, "state": "disabled",
                "reason": null, "requires": []}]}""");
    }

    private static void ill(Route route) {
        json(route, """
                {"healthy": false, "findings": [{"check": "unsatisfied", "severity": "error", "feature": "reviews",
                "subject": "ReviewMails", "problem": "It waits for Mails.", "remedy": "Start the bundle."}]}""");
    }

    private static void json(Route route, String body) {
        route.fulfill(
                new Route.FulfillOptions().setContentType("application/json").setBody(body));
    }
}
