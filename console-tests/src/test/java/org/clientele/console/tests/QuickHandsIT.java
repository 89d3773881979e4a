package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.clientele.itests.Api;
import org.junit.jupiter.api.Test;

/** Whoever is quicker than the answers loses nothing, does nothing twice, and sees nothing of somebody else. */
final class QuickHandsIT {
    private static final Api ADMIN = Product.api();

    @Test
    void onePressedWhileAnotherIsOnItsWayCountsToo() {
        Buyer buyer = Buyer.called("Pressed");
        try (Console console = Console.signedIn("carts/" + buyer.cart())) {
            Held post = Held.of(console.page(), "POST", "/lines$");
            Locator more = console.button("More of " + buyer.product());
            more.click();
            post.await();
            more.click();
            more.click();
            post.release();
            assertThat(CartEditorIT.total(console)).hasText("€50.00");
            assertThat(ADMIN.get("carts/" + buyer.cart()).at("/lines/0/quantity"))
                    .isEqualTo("5");
        }
    }

    @Test
    void whatIsBeingWrittenStaysWhenAnAnswerComes() {
        Buyer buyer = Buyer.called("Written");
        try (Console console = Console.signedIn("carts/" + buyer.cart()).expectErrors("40[049]|422")) {
            Held post = Held.of(console.page(), "POST", "/lines$");
            console.button("More of " + buyer.product()).click();
            post.await();
            Locator code = console.labelled("Coupon or voucher");
            code.pressSequentially("no-such-code");
            post.release();
            assertThat(CartEditorIT.total(console)).hasText("€30.00");
            assertThat(code).hasValue("no-such-code");
            console.button("Apply").click();
            assertThat(console.page().locator("#cart-code-error")).isVisible();
            assertThat(code).hasValue("no-such-code");
        }
    }

    @Test
    void aCartThatOneLeftDoesNotShowOnTheNext() {
        Buyer left = Buyer.called("Left");
        Buyer next = Buyer.called("Next");
        try (Console console = Console.signedIn("carts/" + left.cart())) {
            Held post = Held.of(console.page(), "POST", "/lines$");
            console.button("More of " + left.product()).click();
            post.await();
            console.page()
                    .evaluate(
                            "(to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')); }",
                            "/console/carts/" + next.cart());
            assertThat(console.heading("Cart of " + next.name())).isVisible();
            console.page().waitForResponse(Pattern.compile(left.cart() + "/lines"), post::release);
            assertThat(console.button("More of " + next.product())).isVisible();
            assertThat(console.button("More of " + left.product())).hasCount(0);
            assertThat(CartEditorIT.total(console)).hasText("€20.00");
        }
    }

    @Test
    void enterTakesNothingThatWasFoundForAnotherText() {
        Buyer one = Buyer.called("One");
        Buyer other = Buyer.called("Other");
        try (Console console = Console.signedIn("carts/" + one.cart())) {
            Locator add = console.byRole(AriaRole.COMBOBOX, "Add a product");
            add.fill(one.product());
            assertThat(console.page().locator(".combobox [role=option]")).hasCount(1);
            Held second = Held.of(
                    console.page(), "GET", "/products\\?.*" + other.sku().substring(8));
            add.fill(other.product());
            add.press("Enter");
            second.await().release();
            assertThat(console.page().locator(".combobox [role=option]")).containsText(other.product());
            add.press("Enter");
            assertThat(console.button("More of " + other.product())).isVisible();
            assertThat(ADMIN.get("carts/" + one.cart()).at("/lines/0/quantity")).isEqualTo("2");
        }
    }

    @Test
    void aDoubleClickWritesOneNote() {
        try (Person ada = Person.called("Ada");
                Console console = Console.signedIn(ada.address() + "?tab=notes")) {
            console.page().getByLabel("New note").fill("Once.");
            console.button("Add note").dblclick();
            Locator notes = console.byRole(AriaRole.LIST, "Notes").getByRole(AriaRole.LISTITEM);
            assertThat(notes).hasCount(1);
            assertThat(ADMIN.get(ada.address() + "/notes").body().get("items")).hasSize(1);
        }
    }

    @Test
    void whatGotNoAnswerIsNotDoneAgainWhenItIsAskedAgain() {
        try (Person ada = Person.called("Ada");
                Console console = Console.signedIn(ada.address() + "?tab=notes").expectErrors("ERR_")) {
            console.page().route(Pattern.compile("/notes$"), route -> {
                route.fetch();
                route.abort();
            });
            console.page().getByLabel("New note").fill("Once.");
            console.button("Add note").click();
            assertThat(console.page().locator("#note-text-error")).isVisible();
            console.page().unrouteAll();
            console.button("Add note").click();
            Locator notes = console.byRole(AriaRole.LIST, "Notes").getByRole(AriaRole.LISTITEM);
            assertThat(notes).hasCount(1);
            assertThat(ADMIN.get(ada.address() + "/notes").body().get("items")).hasSize(1);
        }
    }

    @Test
    void aTabChosenWhileColumnsAreBeingSavedKeepsThem() {
        try (OwnKey key = OwnKey.with()) {
            key.api().post("views", Map.of("name", "My list", "isDefault", true, "columns", List.of("name", "orders")));
            try (Console console = key.open("customers")) {
                assertThat(CustomersIT.rows(console)).hasCount(25);
                Held save = Held.of(console.page(), "PATCH", "/views/");
                console.button("Columns").click();
                Locator dialog = console.page().getByRole(AriaRole.DIALOG);
                dialog.getByRole(AriaRole.SEARCHBOX).fill("tier");
                dialog.getByLabel("Tier", new Locator.GetByLabelOptions().setExact(true))
                        .click();
                console.button("Done").click();
                save.await();
                CustomersIT.tab(console, "Leads").click();
                assertThat(CustomersIT.tab(console, "Leads")).hasAttribute("aria-selected", "true");
                save.release();
                assertThat(console.byRole(AriaRole.COLUMNHEADER, "Tier")).isVisible();
            }
        }
    }

    @Test
    void aPollThatFailsIsNotTheEndOfAnOperation() {
        try (Person ada = Person.called("Ada");
                Console console = Console.signedIn("customers?q=" + ada.email()).expectErrors("500")) {
            assertThat(CustomersIT.rows(console)).hasCount(1);
            console.page().getByLabel("Select all on this page").check();
            console.choose("Actions", "Tag");
            Locator dialog = console.page().getByRole(AriaRole.DIALOG);
            dialog.getByLabel("Add").fill("polled-" + UUID.randomUUID());
            console.button("Preview").click();
            Locator apply = console.button("Tag: 1 customer");
            assertThat(apply).isVisible();
            console.page()
                    .route(
                            Pattern.compile("/operations/[0-9a-f-]{36}$"),
                            QuickHandsIT::fail,
                            new Page.RouteOptions().setTimes(1));
            apply.click();
            assertThat(dialog).containsText("Done.");
        }
    }

    private static void fail(Route route) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(500)
                .setContentType("application/problem+json")
                .setBody("{\"status\":500,\"code\":\"internal\",\"title\":\"Broken\"}"));
    }

    @Test
    void aCartThatIsStillEmptyShowsWithItsCustomer() {
        try (Person ada = Person.called("Ada")) {
            String cart = ADMIN.post("carts", Map.of("customerId", ada.id(), "lines", List.of()))
                    .at("/id");
            try (Console console = Console.signedIn(ada.address())) {
                assertThat(console.page().locator("a[href$='carts/" + cart + "']"))
                        .isVisible();
                console.at(ada.address() + "?tab=carts");
                assertThat(console.page().locator("tbody a[href$='carts/" + cart + "']"))
                        .isVisible();
            }
        }
    }
}
