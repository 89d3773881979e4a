package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class CustomerEditIT {
    @Test
    void allFieldsAreChangedThoseOfTheShopToo() {
        String custom = "c" + UUID.randomUUID().toString().substring(28);
        Product.api()
                .post(
                        "custom-fields",
                        Map.of(
                                "name",
                                custom,
                                "label",
                                "Size " + custom,
                                "type",
                                "code",
                                "values",
                                List.of("small", "large")));
        try (Person ada = Person.called("Ada");
                Console console = Console.signedIn(ada.address())) {
            console.link("Edit").click();
            assertThat(console.heading("Edit " + ada.name())).isVisible();
            Locator size = console.page().getByLabel("Size " + custom);
            assertThat(size.or(console.page().getByLabel("First name")).first()).isVisible();
            console.page().getByLabel("Company").fill("Engines Ltd");
            console.page().getByLabel("Date of birth").fill("1990-12-10");
            console.page().getByLabel("Newsletter").check();
            console.page().getByLabel("Tags").fill("press, vip");
            size.selectOption("large");
            console.isAccessible().photograph("customer-edit");
            console.button("Save").click();
            assertThat(console.heading(ada.name())).isVisible();
            assertThat(console.page().locator(".identity")).containsText("Engines Ltd");
            assertThat(console.page().locator(".customer-heading .chips")).containsText("#vip");
            assertThat(CustomerIT.card(console, "Profile")).containsText("large");
            assertThat(CustomerIT.card(console, "Profile")).containsText("10 Dec 1990");
        } finally {
            Product.api().delete("custom-fields/" + custom, "If-Match", "*");
        }
    }

    @Test
    void whatIsWrongIsToldAtItsField() {
        try (Person ada = Person.called("Ada");
                Console console = Console.signedIn(ada.address() + "/edit").expectErrors("400")) {
            Locator phone = console.page().getByLabel("Phone");
            phone.fill("not a number");
            console.button("Save").click();
            assertThat(phone).hasAttribute("aria-invalid", "true");
            assertThat(phone).isFocused();
            assertThat(phone).hasAccessibleDescription(Pattern.compile("number", Pattern.CASE_INSENSITIVE));
            console.isAccessible();
            phone.fill("+44 20 7946 0958");
            console.button("Save").click();
            assertThat(console.link("+442079460958")).isVisible();
        }
    }

    @Test
    void whoIsSlowerChoosesOfEachFieldWhoseValueCounts() {
        try (Person ada = Person.called("Ada");
                Console console = Console.signedIn(ada.address() + "/edit").expectErrors("412")) {
            console.page().getByLabel("Company").fill("Mine Ltd");
            console.page().getByLabel("Role").fill("buyer");
            ada.changes(Map.of("company", "Theirs Ltd", "salutation", "Countess"));
            // Entries are there a moment after what they tell; later than the console looks for them on a busy machine.
            console.page().waitForCondition(() -> Product.api()
                    .get("audit?limit=100&customerId=" + ada.id())
                    .text()
                    .contains("\"PATCH "));
            console.button("Save").click();
            assertThat(console.page().getByRole(AriaRole.ALERT).first())
                    .containsText(Pattern.compile("^Changed by administrator"));
            Locator company = console.byRole(AriaRole.GROUP, "Company");
            assertThat(company.getByRole(AriaRole.RADIO).last()).isChecked();
            Locator salutation = console.byRole(AriaRole.GROUP, "Salutation");
            assertThat(salutation.getByText("Countess")).isVisible();
            assertThat(salutation.getByRole(AriaRole.RADIO).first()).isChecked();
            console.isAccessible().photograph("customer-conflict");
            company.getByRole(AriaRole.RADIO).first().check();
            console.button("Save this choice").click();
            assertThat(console.page().locator(".identity")).containsText("Theirs Ltd");
            org.assertj.core.api.Assertions.assertThat(ada.now("/salutation")).isEqualTo("Countess");
            org.assertj.core.api.Assertions.assertThat(ada.now("/role")).isEqualTo("buyer");
        }
    }
}
