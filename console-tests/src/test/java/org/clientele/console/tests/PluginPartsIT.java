package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What loyalty and the watchlist bring from their own bundles. */
final class PluginPartsIT {
    @AfterEach
    void switchOn() {
        Product.switchOn("clientele-loyalty", "loyalty.tier");
    }

    @Test
    void pointsAreAdjustedWithAReasonAndUndone() {
        try (Person ada = Person.called("Ada");
                Console console = Console.signedIn(ada.address()).expectErrors("404|409")) {
            assertThat(CustomerIT.card(console, "Loyalty")).containsText("0 points");
            console.byRole(AriaRole.TAB, "Loyalty").click();
            Locator points = console.page().getByLabel("Points", new Page.GetByLabelOptions().setExact(true));
            points.fill("-5");
            console.button("Adjust points").click();
            assertThat(console.page().getByRole(AriaRole.ALERT)).isVisible();
            points.fill("120");
            console.page().getByLabel("Reason").fill("late parcel");
            console.button("Adjust points").click();
            Locator history =
                    console.byRole(AriaRole.REGION, "Points earned and spent").locator("tbody tr");
            assertThat(history).hasCount(1);
            assertThat(history.first()).containsText("late parcel");
            CustomerIT.undo(console);
            assertThat(history).hasCount(2);
            assertThat(history.first()).containsText("-120");
            console.isAccessible().photograph("customer-loyalty");
        }
    }

    @Test
    void aCustomerIsWatchedWithAReason() {
        try (Person ada = Person.called("Ada");
                Console console = Console.signedIn(ada.address()).expectErrors("404")) {
            Locator card = CustomerIT.card(console, "Watchlist");
            assertThat(card).containsText("You do not watch this customer.");
            card.getByRole(AriaRole.BUTTON).click();
            card.getByLabel("Reason").fill("large order coming");
            card.getByLabel("Remind on").fill("2027-01-15");
            card.getByLabel("Returns").uncheck();
            console.isAccessible();
            card.getByText("Save").click();
            assertThat(card).containsText("large order coming");
            assertThat(card).containsText("15 Jan 2027");
            assertThat(console.button("Unwatch " + ada.name())).isVisible();
            console.isAccessible().photograph("customer-watchlist");
            console.button("Unwatch " + ada.name()).click();
            assertThat(card).containsText("You do not watch this customer.");
        }
    }

    @Test
    void aFeatureThatIsSwitchedOffInOneWindowGoesInTheOtherAndThePageWorks() {
        try (Person ada = Person.called("Ada");
                Console agent = Console.signedIn(ada.address()).expectErrors("404|503");
                Console administrator = Console.signedIn("features")) {
            Locator tab = agent.byRole(AriaRole.TAB, "Loyalty");
            tab.click();
            assertThat(agent.page().getByLabel("Reason")).isVisible();
            Locator loyalty = administrator.byRole(AriaRole.SWITCH, "Loyalty");
            loyalty.click();
            administrator.button("Switch off").click();
            assertThat(loyalty).not().isChecked();
            assertThat(tab).not().isVisible();
            assertThat(agent.byRole(AriaRole.TAB, "Overview")).hasAttribute("aria-selected", "true");
            agent.page().getByLabel("New note").fill("Still here.");
            agent.button("Add note").click();
            assertThat(agent.byRole(AriaRole.LIST, "Notes")).containsText("Still here.");
            loyalty.click();
            assertThat(loyalty).isChecked();
            assertThat(tab).isVisible();
        }
    }
}
