package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of a customer: the first look, orders, quick actions. */
final class CustomerIT {
    @Test
    void theFirstLookTellsWhoItIsWhatWasBoughtLastAndWhatIsOpen() {
        try (Person ada = Person.called("Ada", Map.of("tags", List.of("press")));
                Console console = Console.open(ada.address())) {
            String bought = ada.orders("completed", "2026-05-01T10:00:00Z");
            String open = ada.orders("processing", "2026-04-01T10:00:00Z");
            openCart(ada);
            console.signIn(Product.token());
            assertThat(console.heading(ada.name())).isVisible();
            assertThat(console.page().locator(".identity")).containsText(ada.reference());
            assertThat(console.link(ada.email())).isVisible();
            assertThat(console.page().locator(".customer-heading .chips")).containsText("Active");
            assertThat(console.page().locator(".customer-heading .chips")).containsText("#press");
            assertThat(console.page().locator(".figures")).containsText("€50.00");
            Locator last = card(console, "Last order");
            assertThat(last).containsText("2 × Blue mug");
            assertThat(last.getByRole(AriaRole.LINK).first()).hasText("Order " + bought);
            Locator now = card(console, "Open now");
            assertThat(now.getByRole(AriaRole.LINK).first()).hasText("Order " + open);
            assertThat(now).containsText("1 item");
            assertThat(card(console, "Profile")).containsText("1 High Street");
            console.isAccessible().photograph("customer");
        }
    }

    @Test
    void anOrderShowsItsLinesWhatItEarnedAndItsRefunds() {
        try (Person ada = Person.called("Ada");
                Console console = Console.open(ada.address() + "?tab=orders").expectErrors("400|409")) {
            String number = ada.orders("completed", "2026-05-01T10:00:00Z");
            ada.orders("cancelled", "2026-04-01T10:00:00Z");
            console.signIn(Product.token());
            Locator order = console.byRole(AriaRole.REGION, "Order " + number);
            assertThat(order).containsText("White plate");
            assertThat(order.locator("dl")).containsText("€10.00 (40%)");
            console.isAccessible().photograph("customer-orders");
            console.button("Refund…").click();
            Locator amount = console.page().getByLabel("Amount (EUR)");
            console.page().getByLabel("Reason").fill("chipped");
            amount.fill("99");
            console.button("Record refund").click();
            assertThat(amount).hasAttribute("aria-invalid", "true");
            console.isAccessible();
            amount.fill("2.50");
            console.button("Record refund").click();
            assertThat(order).containsText("chipped");
            assertThat(order.locator("dl")).containsText("-€2.50");
            console.page().getByLabel("Status").selectOption("cancelled");
            assertThat(CustomersIT.rows(console).first()).containsText("Cancelled");
            assertThat(console.page()).hasURL(Pattern.compile("status=cancelled"));
            console.page().goBack();
            assertThat(order).isVisible();
        }
    }

    @Test
    void quickActionsActAtOnceAndCanBeUndone() {
        try (Person ada = Person.called("Ada");
                Console console = Console.signedIn(ada.address())) {
            console.button("Watch " + ada.name()).click();
            Locator unwatch = console.button("Unwatch " + ada.name());
            assertThat(unwatch).hasAttribute("aria-pressed", "true");
            // The card has asked why, or it asks when that is undone already.
            assertThat(console.button("Change reason")).isVisible();
            undo(console);
            assertThat(console.button("Watch " + ada.name())).hasAttribute("aria-pressed", "false");
            choose(console, "Deactivate");
            Locator notice = console.page().getByText("Deactivated: this customer can neither log in nor order.");
            assertThat(notice).isVisible();
            assertThat(console.button("New cart")).not().isVisible();
            undo(console);
            assertThat(notice).not().isVisible();
            choose(console, "Deactivate");
            assertThat(notice).isVisible();
            console.isAccessible();
        }
    }

    @Test
    void theLoginIsExplainedAndMailsAreSent() {
        try (Person ada = Person.called("Ada");
                Console console = Console.signedIn(ada.address()).expectErrors("400")) {
            choose(console, "Why can they not log in?");
            assertThat(console.byRole(AriaRole.DIALOG, "Login")).containsText("The e-mail address is not verified.");
            console.isAccessible().button("Close").click();
            choose(console, "Send verification mail");
            assertThat(console.page().locator(".toasts")).containsText("Mail to " + ada.email());
            choose(console, "Send password mail");
            choose(console, "Change e-mail…");
            Locator email = console.page().getByLabel("New e-mail");
            email.fill("nobody@localhost");
            console.button("Send mail").click();
            assertThat(email).hasAttribute("aria-invalid", "true");
            console.isAccessible();
            email.fill("new." + ada.email());
            console.button("Send mail").click();
            assertThat(console.page().locator(".toasts")).containsText("Mail to new." + ada.email());
        }
    }

    @Test
    void erasingWantsTheReferenceTyped() {
        try (Person ada = Person.called("Ada");
                Console console = Console.open(ada.address())) {
            ada.orders("completed", "2026-05-01T10:00:00Z");
            console.signIn(Product.token());
            choose(console, "Erase…");
            Locator erase = console.button("Erase for good");
            assertThat(erase).isDisabled();
            console.isAccessible();
            console.page().getByLabel("Type " + ada.reference() + " to confirm").fill(ada.reference());
            erase.click();
            assertThat(console.heading(ada.reference())).isVisible();
            assertThat(console.page().getByText("This customer was erased")).isVisible();
            assertThat(console.link("Edit")).not().isVisible();
            console.isAccessible();
        }
    }

    @Test
    void theNextCustomerOfTheListIsOneClickAway() {
        try (Console console = Console.signedIn("customers?sort=-orders&size=10")) {
            assertThat(CustomersIT.rows(console)).hasCount(10);
            CustomersIT.rows(console).last().getByRole(AriaRole.LINK).click();
            Locator place = console.byRole(AriaRole.NAVIGATION, "Place in the list");
            assertThat(place).containsText(Pattern.compile("10 of [0-9,]+"));
            String tenth = console.page().url();
            console.link("Next customer").click();
            assertThat(place).containsText(Pattern.compile("11 of "));
            console.page().keyboard().press("k");
            assertThat(console.page()).hasURL(tenth);
            assertThat(place).containsText(Pattern.compile("10 of "));
            console.link("All customers").click();
            assertThat(console.page()).hasURL(Pattern.compile("sort=-orders&size=10"));
        }
    }

    @Test
    void phonesAndTwoHundredPercentNeedNoScrollingSideways() {
        try (Person ada = Person.called("Ada");
                Console console = Console.openNarrow(ada.address())) {
            ada.orders("completed", "2026-05-01T10:00:00Z");
            console.signIn(Product.token());
            for (String tab : List.of("overview", "orders", "addresses", "notes", "tags", "timeline")) {
                console.at(ada.address() + "?tab=" + tab);
                assertThat(console.page().getByRole(AriaRole.TABPANEL).locator("> *"))
                        .isVisible();
                console.page().setViewportSize(320, 640);
                console.fitsItsWidth();
                console.page().setViewportSize(640, 400);
                console.fitsItsWidth();
            }
            console.page().setViewportSize(320, 640);
            console.at(ada.address());
            assertThat(card(console, "Last order")).containsText("Blue mug");
            console.isAccessible().photograph("customer-narrow");
            console.at(ada.address() + "/edit");
            assertThat(console.page().getByLabel("First name")).isVisible();
            console.fitsItsWidth().isAccessible();
        }
    }

    @Test
    void whoMayOnlyReadSeesNoButtonsThatChange() {
        String token = Product.api()
                .post("keys", Map.of("name", "console test", "scopes", List.of("customers:read", "customers.pii:read")))
                .at("/token");
        try (Person ada = Person.called("Ada");
                Console console = Console.open(ada.address()).signIn(token)) {
            assertThat(console.heading(ada.name())).isVisible();
            assertThat(console.link("Edit")).not().isVisible();
            assertThat(console.button("New cart")).not().isVisible();
            assertThat(console.page().getByLabel("New note")).not().isVisible();
            console.isAccessible();
        }
    }

    static Locator card(Console console, String title) {
        return console.page()
                .locator("section.card")
                .filter(new Locator.FilterOptions()
                        .setHas(console.page()
                                .getByRole(
                                        AriaRole.HEADING,
                                        new Page.GetByRoleOptions()
                                                .setName(title)
                                                .setExact(true))));
    }

    static void choose(Console console, String action) {
        console.button("More actions ▾").or(console.button("More actions")).click();
        console.byRole(AriaRole.MENUITEM, action).click();
    }

    static void undo(Console console) {
        console.button("Undo").last().click();
    }

    private static void openCart(Person person) {
        String sku = Product.api().get("products?size=10&active=true").at("/items/0/sku");
        org.assertj.core.api.Assertions.assertThat(Product.api()
                        .post(
                                "carts",
                                Map.of("customerId", person.id(), "lines", List.of(Map.of("sku", sku, "quantity", 1))))
                        .status())
                .isEqualTo(201);
    }
}
