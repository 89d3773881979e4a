package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class CustomersIT {
    @Test
    void theListShowsCustomersWithLightAndDarkAndAxeClean() {
        try (Console console = Console.signedIn("customers?size=10")) {
            assertThat(rows(console)).hasCount(10);
            assertThat(console.byRole(AriaRole.COLUMNHEADER, "Total spent")).isVisible();
            assertThat(console.page().getByText(Pattern.compile("^1-10 of [0-9,]+$")))
                    .isVisible();
            console.isAccessible().photograph("customers");
        }
    }

    @Test
    void aHeadingSortsAndTheAddressSaysSo() {
        try (Console console = Console.signedIn("customers")) {
            console.button("Total spent").click();
            Locator heading = console.byRole(AriaRole.COLUMNHEADER, "Total spent");
            assertThat(heading).hasAttribute("aria-sort", "descending");
            assertThat(console.page()).hasURL(Pattern.compile("sort=-totalSpent"));
            console.button("Total spent").click();
            assertThat(heading).hasAttribute("aria-sort", "ascending");
            console.page().goBack();
            assertThat(heading).hasAttribute("aria-sort", "descending");
        }
    }

    @Test
    void aSearchFindsAndTellsWhenItDoesNot() {
        try (Console console = Console.signedIn("customers")) {
            assertThat(rows(console)).hasCount(25);
            Locator search = console.page().getByRole(AriaRole.SEARCHBOX);
            search.fill("smith");
            assertThat(rows(console).first().getByRole(AriaRole.ROWHEADER)).containsText("Smith");
            search.fill("nobody-is-called-so");
            assertThat(console.page().getByText("No customer matches")).isVisible();
            console.isAccessible();
        }
    }

    @Test
    void anAddressThatIsSharedShowsTheSamePage() {
        try (Console console = Console.signedIn("customers?sort=-totalSpent&size=10&page=2")) {
            assertThat(console.page().getByText(Pattern.compile("^11-20 of "))).isVisible();
            console.button("Next page").click();
            assertThat(console.page().getByText(Pattern.compile("^21-30 of "))).isVisible();
        }
    }

    @Test
    void aRowLeadsToTheCustomer() {
        try (Console console = Console.signedIn("customers")) {
            Locator name = rows(console).first().getByRole(AriaRole.LINK);
            String customer = name.innerText();
            name.click();
            assertThat(console.heading(customer)).isVisible();
            console.isAccessible();
        }
    }

    @Test
    void aNarrowWindowNeedsNoScrollingSideways() {
        try (Console console = Console.openNarrow("customers").signIn(Product.token())) {
            assertThat(rows(console)).hasCount(25);
            console.fitsItsWidth().isAccessible().photograph("customers-narrow");
        }
    }

    static Locator rows(Console console) {
        return console.page().locator("tbody tr");
    }
}
