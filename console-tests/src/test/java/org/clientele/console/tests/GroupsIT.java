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

/** Groups and companies: who belongs to them, and what they get. */
final class GroupsIT {
    private final String word = UUID.randomUUID().toString().substring(0, 8);
    private String customer;

    @BeforeEach
    void aCustomer() {
        customer = Product.api()
                .post("customers", Map.of("firstName", "Grace", "lastName", "Member-" + word))
                .at("/id");
    }

    @AfterEach
    void remove() {
        Product.api().delete("groups/best-" + word + "?force=true", "If-Match", "*");
        Product.api().delete("customers/" + customer + "?mode=purge&confirm=" + reference(), "If-Match", "*");
    }

    private String reference() {
        return Product.api().get("customers/" + customer).at("/reference");
    }

    @Test
    void aGroupHasBenefitsAndMembersAndIsDeletedWithItsCode() {
        try (Console console = Console.signedIn("groups").expectErrors("400|412")) {
            console.link("New group").click();
            console.labelled("Name").fill("Best " + word);
            console.labelled("Kind").selectOption("vip");
            console.labelled("Percent off").fill("120");
            console.labelled("Free shipping").check();
            console.button("Save").click();
            assertThat(console.labelled("Percent off")).hasAttribute("aria-invalid", "true");
            assertThat(console.labelled("Percent off")).isFocused();
            console.isAccessible().photograph("group-new");
            console.labelled("Percent off").fill("12.5");
            console.button("Save").click();
            assertThat(console.heading("Best " + word)).isVisible();

            console.pick("Add a customer", "Member-" + word);
            assertThat(console.byRole(AriaRole.ROWHEADER, "Grace Member-" + word))
                    .isVisible();
            console.isAccessible().photograph("group");
            console.button("Remove Grace Member-" + word).click();
            assertThat(console.page().getByText("Nobody is in this group.")).isVisible();
            console.button("Undo").click();
            assertThat(console.byRole(AriaRole.ROWHEADER, "Grace Member-" + word))
                    .isVisible();

            somebodyElseIsQuicker();
            console.labelled("Days to pay").fill("30");
            console.button("Save").click();
            assertThat(console.page().getByText(Pattern.compile("^Somebody else changed this")))
                    .isVisible();
            assertThat(console.labelled("Days to pay")).hasValue("30");
            console.page().reload();
            assertThat(console.heading("Better " + word)).isVisible();

            console.link("All groups").click();
            Locator row = console.page()
                    .getByRole(AriaRole.ROW)
                    .filter(new Locator.FilterOptions().setHasText("Better " + word));
            assertThat(row).containsText("12.5% off");
            assertThat(row).containsText("Free shipping");
            console.isAccessible().photograph("groups");
            row.getByRole(AriaRole.LINK).click();
            console.button("Delete group").click();
            assertThat(console.page().getByRole(AriaRole.DIALOG)).containsText("1 customer loses its benefits.");
            console.page().getByLabel("to confirm").fill("best-" + word);
            console.button("Delete group").last().click();
            assertThat(console.heading("Groups")).isVisible();
            assertThat(row).hasCount(0);
        }
    }

    private void somebodyElseIsQuicker() {
        Product.api().patch("groups/best-" + word, Map.of("name", "Better " + word), "If-Match", "*");
    }

    @Test
    void aCompanyHasALimitAndMembersWithRoles() {
        try (Console console = Console.signedIn("companies/new")) {
            console.labelled("Name").fill("Acme " + word);
            console.labelled("Approval limit").fill("250");
            console.labelled("External ids").fill("erp=" + word);
            console.button("Save").click();
            assertThat(console.heading("Acme " + word)).isVisible();
            console.pick("Add a customer", "Member-" + word);
            Locator role = console.labelled("Role of Grace Member-" + word);
            assertThat(role).hasValue("buyer");
            role.selectOption("approver");
            assertThat(console.page().getByText("Grace Member-" + word + " is Approver now"))
                    .isVisible();
            console.isAccessible().photograph("company");
            console.button("Remove Grace Member-" + word).click();
            assertThat(console.page().getByText("Nobody buys for this company yet."))
                    .isVisible();
            console.link("All companies").click();
            console.page().getByRole(AriaRole.SEARCHBOX).fill(word);
            assertThat(CustomersIT.rows(console)).hasCount(1);
            assertThat(CustomersIT.rows(console)).containsText("€250.00");
            console.isAccessible().photograph("companies");
            console.link("Acme " + word).click();
            console.button("Delete company").click();
            console.page().getByLabel("to confirm").fill("Acme " + word);
            console.button("Delete company").last().click();
            assertThat(console.heading("Companies")).isVisible();
        }
    }
}
