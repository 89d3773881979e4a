package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.clientele.itests.Api;
import org.junit.jupiter.api.Test;

final class SessionIT {
    @Test
    void aSessionThatEndsKeepsThePageAndGoesOnAfterTheSignIn() {
        try (Console console = Console.signedIn("customers").expectErrors("401")) {
            assertThat(CustomersIT.rows(console)).hasCount(25);
            console.page().route(Pattern.compile("/customers\\?.*sort="), SessionIT::refuse);
            console.button("Orders").click();
            assertThat(console.byRole(AriaRole.DIALOG, "Sign in again")).isVisible();
            assertThat(CustomersIT.rows(console)).hasCount(25);
            console.isAccessible().photograph("session-expired");
            for (int i = 0; i < 3; i++) {
                console.page().keyboard().press("Escape");
            }
            assertThat(console.byRole(AriaRole.DIALOG, "Sign in again")).isVisible();
            console.page().unrouteAll();
            console.signIn(Product.token());
            assertThat(console.byRole(AriaRole.DIALOG, "Sign in again")).not().isVisible();
            assertThat(console.byRole(AriaRole.COLUMNHEADER, "Orders")).hasAttribute("aria-sort", "descending");
        }
    }

    @Test
    void whatSomebodyBeganIsNotDoneByWhoSignsInNext() {
        String name = "Draft " + UUID.randomUUID();
        try (OwnKey ada = OwnKey.with();
                OwnKey bob = OwnKey.with();
                Console console = ada.open("companies/new").expectErrors("401")) {
            console.labelled("Name").fill(name);
            console.page().route(Pattern.compile("/companies$"), SessionIT::refuse);
            console.button("Save").click();
            assertThat(console.byRole(AriaRole.DIALOG, "Sign in again")).isVisible();
            console.page().unrouteAll();
            console.signIn(bob.token());
            assertThat(console.labelled("Name")).hasValue("");
            Api.Answer made = Product.api().get("companies?q=" + name.replace(' ', '+'));
            org.assertj.core.api.Assertions.assertThat(made.body().get("items")).isEmpty();
        }
    }

    @Test
    void withoutAConnectionTheScreenSaysSoAndTriesAgain() {
        try (Console console = Console.signedIn("customers").expectErrors("ERR_")) {
            assertThat(CustomersIT.rows(console)).hasCount(25);
            console.page().route(Pattern.compile("/customers\\?.*sort="), Route::abort);
            console.button("Orders").click();
            assertThat(console.page().getByText("The server cannot be reached")).isVisible();
            console.page().unrouteAll();
            console.button("Try again").click();
            assertThat(CustomersIT.rows(console)).hasCount(25);
        }
    }

    @Test
    void anErrorTellsItsTraceId() {
        try (Console console = Console.open("customers").expectErrors("500")) {
            console.page()
                    .route(
                            Pattern.compile("/customers\\?"),
                            route -> route.fulfill(
                                    new Route.FulfillOptions()
                                            .setStatus(500)
                                            .setContentType("application/problem+json")
                                            .setBody(
                                                    "{\"status\":500,\"code\":\"internal\",\"title\":\"Broken\",\"traceId\":\"trace-1\"}")));
            console.signIn(Product.token());
            assertThat(console.page().getByText("trace-1")).isVisible();
            console.isAccessible().photograph("error");
        }
    }

    @Test
    void whatTheScopesDoNotAllowIsNotOffered() {
        String token = Product.api()
                .post("keys", Map.of("name", "console test", "scopes", java.util.List.of("customers:read")))
                .at("/token");
        try (Console console = Console.open("customers").signIn(token)) {
            assertThat(CustomersIT.rows(console)).hasCount(25);
            assertThat(console.link("Customers")).isVisible();
            assertThat(console.link("Features")).not().isVisible();
            assertThat(console.byRole(AriaRole.COLUMNHEADER, "Name")).not().isVisible();
            console.at("features");
            assertThat(console.page().getByText("You may not see this.")).isVisible();
        }
    }

    private static void refuse(Route route) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(401)
                .setContentType("application/problem+json")
                .setBody("{\"status\":401,\"code\":\"unauthenticated\",\"title\":\"No\"}"));
    }
}
