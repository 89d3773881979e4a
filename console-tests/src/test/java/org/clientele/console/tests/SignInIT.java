package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class SignInIT {
    @Test
    void aTokenSignsInAndStaysInThisTab() {
        try (Console console = Console.open("customers")) {
            assertThat(console.page().getByLabel("Access token")).isVisible();
            console.isAccessible().photograph("sign-in").signIn(Product.token());
            assertThat(console.heading("Customers")).isVisible();
            org.assertj.core.api.Assertions.assertThat(console.page().url()).doesNotContain(Product.token());
            console.page().reload();
            assertThat(console.heading("Customers")).isVisible();
        }
    }

    @Test
    void aWrongTokenIsToldAndAnotherOneMaySignIn() {
        try (Console console = Console.open("").expectErrors("401")) {
            console.signIn("nonsense-0123456789");
            assertThat(console.page().getByText("This access token is not valid."))
                    .isVisible();
            console.isAccessible().signIn(Product.token());
            assertThat(console.heading("Customers")).isVisible();
        }
    }

    @Test
    void theAddressBeforeTheSignInIsTheOneAfterIt() {
        try (Console console = Console.signedIn("features")) {
            assertThat(console.heading("Features")).isVisible();
            assertThat(console.page()).hasTitle(Pattern.compile("^Features"));
        }
    }

    @Test
    void signingOutForgetsTheToken() {
        try (Console console = Console.signedIn("customers").expectErrors("401")) {
            console.page().getByText("administrator").click();
            console.byRole(com.microsoft.playwright.options.AriaRole.MENUITEM, "Sign out")
                    .click();
            assertThat(console.page().getByLabel("Access token")).isVisible();
        }
    }
}
