package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

final class WordsIT {
    @Test
    void everyWordOfTheFrameComesFromTheTexts() {
        try (Console console = Console.open("features?locale=en-XA")) {
            console.page().getByLabel("⟦").fill(Product.token());
            console.page().getByRole(AriaRole.BUTTON).last().click();
            assertThat(console.page().getByRole(AriaRole.HEADING).first()).containsText("⟦Féátúrés");
            for (var text : console.page().locator("header nav a").allInnerTexts()) {
                org.assertj.core.api.Assertions.assertThat(text).startsWith("⟦");
            }
        }
    }

    @Test
    void germanIsGerman() {
        try (Console console = Console.open("features?locale=de")) {
            console.page().getByLabel("Zugangsschlüssel").fill(Product.token());
            console.button("Anmelden").click();
            assertThat(console.heading("Funktionen")).isVisible();
            assertThat(console.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Kunden")))
                    .isVisible();
        }
    }

    /** Points are of a plugin that shows nothing in the list. */
    @Test
    void whatPluginsCallTheirAttributesIsGermanToo() {
        try (Console console = Console.open("customers?locale=de&columns=name,loyalty.points,watchlist.remindOn")) {
            console.page().getByLabel("Zugangsschlüssel").fill(Product.token());
            console.button("Anmelden").click();
            assertThat(console.byRole(AriaRole.COLUMNHEADER, "Punkte")).isVisible();
            assertThat(console.byRole(AriaRole.COLUMNHEADER, "Erinnern am")).isVisible();
        }
    }
}
