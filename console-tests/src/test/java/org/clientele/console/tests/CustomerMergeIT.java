package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CustomerMergeIT {
    @Test
    void duplicatesAreFoundPreviewedMergedAndGivenBack() {
        try (Person ada = Person.called("Ada");
                Person twin = Person.called(
                        "Augusta", Map.of("email", ada.email().replace("@", "+twin@"), "company", "Engines Ltd"));
                Person third = Person.called("Byron");
                Console console = Console.open(ada.address())) {
            String order = twin.orders("completed", "2026-05-01T10:00:00Z");
            Person.awaitDuplicate(ada.id());
            console.signIn(Product.token());
            CustomerIT.choose(console, "Merge duplicates…");
            assertThat(console.heading("Merge into " + ada.name())).isVisible();
            console.page().getByLabel(twin.name()).check();
            Locator preview = console.byRole(AriaRole.REGION, "Preview");
            assertThat(preview).containsText("1 orders");
            assertThat(preview).containsText("Engines Ltd");
            console.byRole(AriaRole.COMBOBOX, "Search another customer").fill(third.name());
            console.page().getByRole(AriaRole.OPTION).first().click();
            assertThat(preview.getByRole(AriaRole.COLUMNHEADER)).hasCount(3);
            console.isAccessible().photograph("customer-merge");
            console.page().getByLabel(third.name()).uncheck();
            preview.getByRole(AriaRole.ROW)
                    .filter(new Locator.FilterOptions().setHasText("First name"))
                    .getByRole(AriaRole.RADIO)
                    .last()
                    .check();
            preview.getByText("Merge").last().click();
            Locator sure = console.byRole(AriaRole.DIALOG, "Merge these customers?");
            console.isAccessible();
            sure.getByText("Merge", new Locator.GetByTextOptions().setExact(true))
                    .click();
            assertThat(console.page().getByRole(AriaRole.HEADING).first()).containsText("Augusta");
            assertThat(CustomerIT.card(console, "Last order")).containsText(order);
            CustomerIT.undo(console);
            assertThat(console.heading(ada.name())).isVisible();
            org.assertj.core.api.Assertions.assertThat(twin.now("/orders")).isEqualTo("1");
        }
    }
}
