package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class NotificationsIT {
    private String token;

    /** A key of its own asked for two orders: one was approved, and then one rejected. */
    @BeforeEach
    void tell() {
        token = Product.api()
                .post("keys", Map.of("name", "console test", "scopes", List.of("*")))
                .at("/token");
        Buyer buyer = Buyer.withLimit("Bell", 1);
        ask(buyer);
        Product.api().post("carts/approvals/" + buyer.approval() + "/approve", Map.of());
        Buyer again = buyer.again();
        ask(again);
        Product.api().post("carts/approvals/" + again.approval() + "/reject", Map.of("reason", "no"));
    }

    private void ask(Buyer buyer) {
        Product.api().withKey(token).post("carts/" + buyer.cart() + "/checkout", Map.of("paymentMethod", "invoice"));
    }

    @AfterEach
    void unmute() {
        Product.api().withKey(token).put("notifications/settings", Map.of("mail", List.of(), "muted", List.of()));
    }

    @Test
    void theBellCountsAndTheListReadsAndMutes() {
        try (Console console = Console.open("features").signIn(token)) {
            Locator bell = console.button("Notifications");
            assertThat(bell).hasAccessibleDescription("2 are new");
            bell.click();
            Locator panel = console.page().locator("c-notification-bell section");
            assertThat(panel.locator("li")).hasCount(2);
            console.isAccessible().photograph("notifications-bell");
            console.link("All notifications").click();
            assertThat(console.heading("Notifications")).isVisible();
            Locator rows = console.page().locator("main li");
            assertThat(rows).hasCount(2);
            console.isAccessible().photograph("notifications");
            rows.first().getByText("Mark as read").click();
            assertThat(bell).hasAccessibleDescription("1 is new");
            console.page().getByLabel("Show").selectOption("true");
            assertThat(rows).hasCount(1);
            assertThat(console.page()).hasURL(Pattern.compile("unread=true"));
            console.button("Mark all as read").click();
            assertThat(console.page().getByText("There are no notifications.")).isVisible();
            assertThat(bell).hasAccessibleDescription("");
            console.page().getByLabel("Show").selectOption("");
            console.button("Mute Rejected orders").first().click();
            assertThat(console.page().getByText("Rejected orders are not told any more."))
                    .isVisible();
            console.button("What to tell").click();
            Locator rejected =
                    console.page().locator("fieldset", new Page.LocatorOptions().setHasText("Rejected orders"));
            assertThat(rejected.getByLabel("Tell me")).not().isChecked();
            console.isAccessible().photograph("notification-settings");
            rejected.getByLabel("Tell me").check();
            console.button("Save").click();
            assertThat(console.page().getByText("Saved")).isVisible();
            rows.first().getByRole(AriaRole.LINK).click();
            assertThat(console.page()).hasURL(Pattern.compile("/carts/"));
        }
    }

    @Test
    void aNarrowWindowShowsThePanelWhole() {
        try (Console console = Console.openNarrow("notifications").signIn(token)) {
            assertThat(console.page().locator("main li")).hasCount(2);
            console.button("Notifications").click();
            console.fitsItsWidth().isAccessible().photograph("notifications-narrow");
        }
    }
}
