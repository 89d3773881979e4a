package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DuplicatesIT {
    private final String word = UUID.randomUUID().toString().substring(0, 8);
    private String first;
    private String second;

    @BeforeEach
    void twoOfOne() {
        first = customer("dup." + word + "@example.com");
        second = customer("dup." + word + "+shop@example.com");
        Person.awaitDuplicate(first);
    }

    private String customer(String email) {
        return Product.api()
                .post("customers", Map.of("firstName", "Twice", "lastName", "There-" + word, "email", email))
                .at("/id");
    }

    @AfterEach
    void remove() {
        for (String id : new String[] {first, second}) {
            String reference = Product.api().get("customers/" + id).at("/reference");
            Product.api().delete("customers/" + id + "?mode=purge&confirm=" + reference, "If-Match", "*");
        }
    }

    @Test
    void aPairIsComparedLeadsToTheMergeOrIsDismissedAndOfferedAgain() {
        try (Console console = Console.signedIn("duplicates?customer=" + first)) {
            String pair = "Twice There-" + word + " and Twice There-" + word;
            assertThat(console.heading(pair)).isVisible();
            assertThat(console.page().getByText("Same e-mail")).isVisible();
            assertThat(console.link("Merge " + pair))
                    .hasAttribute("href", Pattern.compile("/console/customers/.*/merge"));
            console.isAccessible().photograph("duplicates");
            Locator dismiss = console.button(pair + " are not the same");
            dismiss.click();
            assertThat(console.page().getByText("Nobody seems to be there twice."))
                    .isVisible();
            console.button("Undo").click();
            assertThat(console.heading(pair)).isVisible();
            dismiss.click();
            assertThat(console.page().getByText("Nobody seems to be there twice."))
                    .isVisible();
            console.byRole(AriaRole.TAB, "Not the same").click();
            console.isAccessible().photograph("duplicates-dismissed");
            CustomersIT.rows(console)
                    .filter(new Locator.FilterOptions().setHasText("There-" + word))
                    .getByText("Offer again")
                    .click();
            console.byRole(AriaRole.TAB, "To look at").click();
            assertThat(console.heading(pair)).isVisible();
            console.link("Merge " + pair).click();
            assertThat(console.page().getByRole(AriaRole.CHECKBOX).first()).isChecked();
            assertThat(console.byRole(AriaRole.REGION, "Preview")).isVisible();
        }
    }
}
