package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.clientele.itests.Api;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StaffScreenIT {
    private static final String PASSWORD = "a long pass phrase";

    private final String word = UUID.randomUUID().toString().substring(0, 8);
    private final String email = "ada." + word + "@example.com";

    @AfterEach
    void removeWhomWeInvited() {
        for (var user : Product.api().get("staff").body().get("items")) {
            if (user.get("email").asText().equals(email)) {
                Product.api().delete("staff/" + user.get("id").asText(), "If-Match", "*");
            }
        }
    }

    @Test
    void somebodyInvitedSignsInAndASessionThatEndsKeepsTheDraft() {
        try (Console console = Console.signedIn("staff")) {
            console.link("Invite").click();
            console.labelled("Name").fill("Ada " + word);
            console.labelled("E-mail").fill(email);
            console.labelled("Role").selectOption("customer-service");
            console.isAccessible().photograph("staff-invite");
            console.button("Send invitation").click();
            assertThat(console.heading("Ada " + word)).isVisible();
            assertThat(console.page().getByText("Invited", exact())).isVisible();
            console.isAccessible().photograph("staff-user");
        }
        choosePassword();
        try (Console console =
                Console.open("companies/new").expectErrors("40[01]").signIn(email, PASSWORD)) {
            assertThat(console.link("Features")).not().isVisible();
            console.labelled("Name").fill("Draft " + word);
            console.page().context().clearCookies();
            console.button("Save").click();
            assertThat(console.byRole(AriaRole.DIALOG, "Sign in again")).isVisible();
            console.signInAgain(email, PASSWORD);
            assertThat(console.heading("Draft " + word)).isVisible();
            console.button("Delete company").click();
            console.labelled("Type Draft " + word + " to confirm").fill("Draft " + word);
            console.byRole(AriaRole.DIALOG, "Delete Draft " + word + "?")
                    .getByText("Delete company")
                    .click();
            assertThat(console.heading("Companies")).isVisible();

            changePassword(console);
            // However long the next page takes, this one stays what it is.
            console.page().route("**/console/", next -> {
                console.page().waitForTimeout(500);
                next.resume();
            });
            console.choose("Ada " + word, "Sign out");
            assertThat(console.labelled("Access token")).isVisible();
            console.at("companies");
            assertThat(console.labelled("Access token")).isVisible();
        }
    }

    private void changePassword(Console console) {
        console.choose("Ada " + word, "Your profile");
        console.labelled("Present password").fill("not that one");
        console.labelled("New password").fill(PASSWORD + " 2");
        console.labelled("New password again").fill(PASSWORD + " 3");
        assertThat(console.page().getByText("This is not the same.")).isVisible();
        console.labelled("New password again").fill(PASSWORD + " 2");
        console.button("Change password").click();
        assertThat(console.page().locator("main .problem")).isVisible();
        console.isAccessible().photograph("profile");
        console.labelled("Present password").fill(PASSWORD);
        console.button("Change password").click();
        assertThat(console.page().getByText("Your password is changed")).isVisible();
    }

    @Test
    void permissionsHaveExceptionsAndDeactivationCanBeUndone() {
        invite();
        try (Console console = Console.signedIn("staff").expectErrors("400")) {
            assertThat(console.byRole(AriaRole.ROWHEADER, "Ada " + word)).isVisible();
            console.isAccessible().photograph("staff");
            console.link("Ada " + word).click();
            console.labelled("Add an exception").selectOption("customers:write");
            assertThat(console.page().getByText("Not Customers: change")).isVisible();
            console.labelled("All seller accounts").uncheck();
            console.button("Save permissions").click();
            assertThat(console.labelled("Seller accounts")).hasAttribute("aria-invalid", "true");
            assertThat(console.labelled("Seller accounts")).isFocused();
            console.labelled("Seller accounts").fill("north, south");
            console.button("Save permissions").click();
            assertThat(console.page().getByText("Ada " + word + " is saved")).isVisible();
            console.page().reload();
            assertThat(console.labelled("Seller accounts")).hasValue(Pattern.compile("north, south|south, north"));
            assertThat(console.page().getByText("Not Customers: change")).isVisible();

            console.choose("Actions", "Deactivate");
            assertThat(console.page().getByText("Deactivated", exact())).isVisible();
            console.button("Undo").click();
            assertThat(console.page().getByText("Invited", exact())).isVisible();
            console.choose("Actions", "Delete");
            Locator delete = console.page().getByRole(AriaRole.DIALOG).getByText("Delete", exactly());
            assertThat(delete).isDisabled();
            console.page().getByLabel("to confirm").fill(email);
            delete.click();
            assertThat(console.heading("Staff and permissions")).isVisible();
        }
    }

    @Test
    void whatOneDoesNotHoldCannotBeGivenAndTheScreenSaysWhy() {
        String token = Product.api()
                .post(
                        "keys",
                        Map.of(
                                "name",
                                "staff " + word,
                                "scopes",
                                List.of("staff:read", "staff:write", "customers:read")))
                .at("/token");
        try (Console console = Console.open("staff/new").signIn(token)) {
            Locator role = console.labelled("Role");
            assertThat(role.getByText("Administrator (not yours to give)")).isDisabled();
            console.page().getByText("Why some roles cannot be given").click();
            assertThat(console.page().getByText("Administrator has what you do not hold there: *"))
                    .isVisible();
            console.at("roles/new");
            assertThat(console.labelled("Customers: see")).isEnabled();
            assertThat(console.labelled("Customers: erase")).isDisabled();
            assertThat(console.labelled("Everything")).isDisabled();
            console.isAccessible().photograph("role-new");
            console.labelled("Name").fill("Lookers " + word);
            console.labelled("Customers: see").check();
            console.button("Save").click();
            console.link("Lookers " + word).click();
            assertThat(console.labelled("Customers: see")).isChecked();
            console.button("Delete role").click();
            console.page().getByLabel("to confirm").fill("lookers-" + word);
            console.page()
                    .getByRole(AriaRole.DIALOG)
                    .getByText("Delete role")
                    .last()
                    .click();
            assertThat(console.link("Administrator")).isVisible();
            assertThat(console.link("Lookers " + word)).not().isVisible();
        }
    }

    private void invite() {
        Product.api()
                .post(
                        "staff",
                        Map.of(
                                "email",
                                email,
                                "name",
                                "Ada " + word,
                                "grants",
                                List.of(Map.of("role", "customer-service", "actions", Map.of()))));
    }

    private void choosePassword() {
        Api api = Product.api();
        String link = api.get("outbox?size=10&to=" + email).at("/items/0/links/0");
        String query = URI.create(link).getRawQuery();
        String token = URLDecoder.decode(query.replaceAll(".*token=([^&]*).*", "$1"), StandardCharsets.UTF_8);
        api.withKey("").post("password", Map.of("token", token, "password", PASSWORD));
    }

    private static com.microsoft.playwright.Page.GetByTextOptions exact() {
        return new com.microsoft.playwright.Page.GetByTextOptions().setExact(true);
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }
}
