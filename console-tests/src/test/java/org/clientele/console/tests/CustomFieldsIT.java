package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CustomFieldsIT {
    private final String name = "f" + UUID.randomUUID().toString().substring(0, 8);

    @AfterEach
    void remove() {
        Product.api().delete("custom-fields/" + name, "If-Match", "*");
    }

    @Test
    void aFieldIsDefinedChangedAndDeleted() {
        try (Console console = Console.signedIn("custom-fields").expectErrors("400")) {
            console.link("New field").click();
            console.labelled("Name").fill("1 is no name");
            console.labelled("Label").fill("Size of shoe " + name);
            console.labelled("Type").selectOption("code");
            console.labelled("Values").fill("small, large");
            console.button("Save").click();
            assertThat(console.labelled("Name")).hasAttribute("aria-invalid", "true");
            console.isAccessible().photograph("custom-field");
            console.labelled("Name").fill(name);
            console.button("Save").click();
            console.link("Size of shoe " + name).click();
            console.labelled("Values").fill("small, large, huge");
            console.labelled("Personal").check();
            console.button("Save").click();
            assertThat(console.page()
                            .getByRole(AriaRole.ROW)
                            .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(name))
                            .getByText("small, large, huge"))
                    .isVisible();
            console.isAccessible().photograph("custom-fields");
            console.link("Size of shoe " + name).click();
            console.button("Delete field").click();
            console.page().getByLabel("to confirm").fill(name);
            console.button("Delete field").last().click();
            assertThat(console.heading("Custom fields")).isVisible();
            assertThat(console.link("Size of shoe " + name)).not().isVisible();
        }
    }
}
