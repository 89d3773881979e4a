package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.clientele.console.tests.CustomersIT.rows;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list without a mouse, and a customer who is entered. */
final class CustomersKeysIT {
    @Test
    void rowsAreWalkedSelectedAndOpenedByKeys() {
        try (Console console = Console.signedIn("customers")) {
            assertThat(rows(console)).hasCount(25);
            Keyboard keys = console.page().keyboard();
            keys.press("j");
            keys.press("j");
            keys.press("j");
            keys.press("k");
            Locator second = rows(console).nth(1);
            assertThat(second).hasAttribute("aria-current", "true");
            assertThat(second.getByRole(AriaRole.LINK)).isFocused();
            keys.press("x");
            assertThat(second.getByRole(AriaRole.CHECKBOX)).isChecked();
            keys.press("Escape");
            assertThat(second.getByRole(AriaRole.CHECKBOX)).not().isChecked();
            keys.press("?");
            Locator sheet = console.page().getByRole(AriaRole.DIALOG);
            for (String what : new String[] {"Search customers", "Next customer", "Select the customer"}) {
                assertThat(sheet).containsText(what);
            }
            console.isAccessible();
            keys.press("Escape");
            assertThat(sheet).hasCount(0);
            String customer = second.getByRole(AriaRole.LINK).innerText();
            keys.press("Enter");
            assertThat(console.heading(customer)).isVisible();
        }
    }

    @Test
    void keysCanBeTurnedOff() {
        try (Console console = Console.signedIn("customers")) {
            assertThat(rows(console)).hasCount(25);
            console.page().keyboard().press("?");
            console.page().getByLabel("Use these keys").uncheck();
            console.button("Close").click();
            console.page().keyboard().press("j");
            assertThat(console.page().locator("tr.current")).hasCount(0);
            console.page().reload();
            assertThat(rows(console)).hasCount(25);
            console.page().keyboard().press("j");
            assertThat(console.page().locator("tr.current")).hasCount(0);
        }
    }

    @Test
    void aNewCustomerIsEnteredWithErrorsAtTheirFieldsAndNothingIsLost() {
        String email = "new." + System.nanoTime() + "@example.test";
        try (Console console = Console.signedIn("customers").expectErrors("400|409")) {
            console.link("New customer").click();
            assertThat(console.heading("New customer")).isVisible();
            console.button("Create customer").click();
            assertThat(console.page().getByText("Enter a name, an e-mail address"))
                    .isVisible();
            console.page().getByLabel("Last name").fill("Keyboard");
            console.page().getByLabel("E-mail").fill("no address");
            console.page().getByLabel("Phone").fill("12");
            console.button("Create customer").click();
            assertThat(console.page().getByLabel("E-mail")).hasAttribute("aria-invalid", "true");
            assertThat(console.page().getByLabel("E-mail")).isFocused();
            assertThat(console.page().locator("#new-phone-error")).isVisible();
            console.isAccessible().photograph("customers-new");
            console.page().reload();
            assertThat(console.page().getByLabel("Last name")).hasValue("Keyboard");
            console.page().getByLabel("E-mail").fill(email);
            console.page().getByLabel("Phone").fill("");
            console.page().getByLabel("Send the mail that proves").uncheck();
            console.page().getByLabel("Tags").fill("console-new");
            console.page().getByLabel("E-mail").press("Enter");
            assertThat(console.heading("Keyboard")).isVisible();
            assertThat(console.page()).hasURL(Pattern.compile("/customers/[0-9a-f-]{36}$"));
            console.at("customers/new");
            assertThat(console.page().getByLabel("Last name")).hasValue("");
        } finally {
            var customer = Product.api().get("customers?fields=reference&size=10&q=" + email);
            Product.api()
                    .delete(
                            "customers/" + customer.at("/items/0/id") + "?mode=purge&confirm="
                                    + customer.at("/items/0/reference"),
                            "If-Match",
                            "*");
        }
    }
}
