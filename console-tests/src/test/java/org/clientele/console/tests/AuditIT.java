package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class AuditIT {
    private final String word = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void whoDidWhatIsFoundAndTheChainIsVerified() {
        String company = Product.api()
                .post("companies", Map.of("name", "Audited " + word))
                .at("/id");
        Product.api().delete("companies/" + company + "?reason=moved-" + word, "If-Match", "*");
        try (Console console = Console.signedIn("audit")) {
            Locator why = console.page().getByText("moved-" + word);
            assertThat(console.byRole(AriaRole.COLUMNHEADER, "Who")).isVisible();
            // Entries are chained within a second or so after their change.
            for (int tries = 0; tries < 20 && why.count() == 0; tries++) {
                console.page().reload();
                assertThat(console.byRole(AriaRole.COLUMNHEADER, "Who")).isVisible();
            }
            assertThat(why).isVisible();
            console.isAccessible().photograph("audit");
            console.page()
                    .getByRole(AriaRole.ROWHEADER)
                    .getByText("DELETE /companies/{id}")
                    .first()
                    .click();
            assertThat(console.page()).hasURL(Pattern.compile("action=DELETE"));
            assertThat(console.labelled("What (action)")).hasValue("DELETE /companies/{id}");
            assertThat(console.page().getByText("POST /companies")).hasCount(0);
            console.page()
                    .getByRole(AriaRole.ROW)
                    .filter(new Locator.FilterOptions().setHasText("moved-" + word))
                    .getByText("Details")
                    .click();
            assertThat(console.page().getByRole(AriaRole.DIALOG)).containsText(company);
            console.isAccessible().photograph("audit-entry");
            console.button("Close").click();
            console.button("Show all").click();
            assertThat(console.page()).hasURL(Pattern.compile("audit$"));
            console.button("Verify the chain").click();
            assertThat(console.heading("The chain is whole")).isVisible();
            console.labelled("Who (id)").fill("nobody");
            console.button("Search").click();
            assertThat(console.page().getByText("No entry matches.")).isVisible();
            console.isAccessible();
        }
    }
}
