package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

final class HealthIT {
    @Test
    void whatIsWrongIsSaidWithWhatToDo() {
        // A check that was not asked for a while may take longer than the answer waits: then it is a 503, and says so.
        try (Console console = Console.signedIn("health").expectErrors("503")) {
            assertThat(console.page().getByText("Database")).isVisible();
            assertThat(console.page().getByText("loyalty.orders")).isVisible();
            assertThat(console.page().getByText("Nothing is wrong.").first()).isVisible();
            console.isAccessible().photograph("health");

            console.page().route("**/features/*/doctor", HealthIT::ill);
            console.page().route("**/events/followers", HealthIT::stands);
            console.button("Look again").click();
            assertThat(console.page().getByText("Restart it.").first()).isVisible();
            assertThat(console.page().getByText("Stands at event 7 after 3 tries"))
                    .isVisible();
            console.isAccessible().photograph("health-ill");
            console.button("Skip the event").click();
            assertThat(console.page().getByRole(AriaRole.DIALOG).getByText("Skip the event"))
                    .isDisabled();
        }
    }

    private static void ill(Route route) {
        json(route, """
                {"healthy": false, "findings": [{"check": "failed", "severity": "error", "feature": "clientele-watchlist",
                "subject": "Reminders", "problem": "It threw.", "remedy": "Restart it."}]}""");
    }

    private static void stands(Route route) {
        json(route, """
                {"items": [{"name": "watchlist.alerts", "cursor": "6", "behind": 4, "registered": true, "failures": 3,
                "failedAtEvent": "7", "failedAt": "2026-01-01T00:00:00Z", "failure": "It threw.",
                "resumeAt": "2026-01-01T00:01:00Z"}]}""");
    }

    private static void json(Route route, String body) {
        route.fulfill(
                new Route.FulfillOptions().setContentType("application/json").setBody(body));
    }
}
