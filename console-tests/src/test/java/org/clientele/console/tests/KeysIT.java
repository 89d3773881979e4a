package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

final class KeysIT {
    private final String name = "key " + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void aTokenIsShownOnceAndStopsWhenItIsRevoked() {
        try (Console console = Console.signedIn("features").expectErrors("400")) {
            console.choose("More", "Keys");
            assertThat(console.heading("Keys")).isVisible();
            console.isAccessible().photograph("keys");
            console.link("New key").click();
            console.labelled("Name").fill(name);
            console.labelled("Expires").fill("2020-01-01T00:00");
            console.labelled("Customers: see").check();
            console.button("Create key").click();
            assertThat(console.labelled("Expires")).hasAttribute("aria-invalid", "true");
            console.isAccessible().photograph("key-new");
            console.labelled("Expires").fill("2099-01-01T00:00");
            console.button("Create key").click();

            Locator secret = console.labelled("Token of " + name).last();
            assertThat(secret).isVisible();
            String token = secret.inputValue();
            Assertions.assertEquals(
                    200, Product.api().withKey(token).get("customers?size=10").status());
            console.isAccessible().photograph("key-token");
            console.button("I have copied it").click();
            assertThat(console.byRole(AriaRole.ROWHEADER, name)).isVisible();
            assertThat(console.page().getByText(token)).hasCount(0);

            console.button("Revoke " + name).click();
            console.page().getByLabel("to confirm").fill(name);
            console.button("Revoke").last().click();
            assertThat(console.byRole(AriaRole.ROWHEADER, name)).not().isVisible();
            assertThat(console.button("Revoke administrator (configured)")).isDisabled();
        }
    }

    @Test
    void aNarrowWindowFits() {
        // A check that was not asked for a while may take longer than the answer waits: then it is a 503, and says so.
        try (Console console =
                Console.openNarrow("keys/new").expectErrors("503").signIn(Product.token())) {
            assertThat(console.labelled("Everything")).isVisible();
            console.fitsItsWidth().isAccessible();
            console.at("keys");
            assertThat(console.heading("Keys")).isVisible();
            console.fitsItsWidth().photograph("keys-narrow");
            for (String path : new String[] {
                "staff",
                "roles/administrator",
                "audit",
                "webhooks/new",
                "health",
                "groups/new",
                "companies/new",
                "custom-fields/new",
                "duplicates",
                "profile",
                "segments/new"
            }) {
                console.at(path);
                assertThat(console.page().getByRole(AriaRole.HEADING).first()).isVisible();
                console.fitsItsWidth();
            }
        }
    }
}
