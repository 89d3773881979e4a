package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is kept of a customer: addresses, notes, tags and groups, what happened, sessions. */
final class CustomerTabsIT {
    @Test
    void addressesAreAddedChangedAndRemoved() {
        try (Person ada = Person.called("Ada");
                Console console =
                        Console.signedIn(ada.address() + "?tab=addresses").expectErrors("400")) {
            assertThat(console.page().getByText("1 High Street")).isVisible();
            console.button("Add address").click();
            console.page().getByLabel("Street and number").fill("2 Low Road");
            console.page().getByLabel("Country").fill("gb");
            console.button("Save").click();
            Locator city = console.page().getByLabel("City");
            assertThat(city).hasAttribute("aria-invalid", "true");
            assertThat(console.page().getByLabel("Postcode")).isFocused();
            console.isAccessible();
            city.fill("Leeds");
            console.page().getByLabel("Postcode").fill("LS1 1AA");
            console.button("Save").click();
            Locator added = console.page()
                    .getByRole(AriaRole.LISTITEM)
                    .filter(new Locator.FilterOptions().setHasText("2 Low Road"));
            assertThat(added).containsText("LS1 1AA Leeds");
            added.getByText("Use for shipping").click();
            assertThat(added.getByText("Shipping", new Locator.GetByTextOptions().setExact(true)))
                    .isVisible();
            console.isAccessible().photograph("customer-addresses");
            added.getByText("Edit").click();
            city.fill("Bradford");
            console.button("Save").click();
            assertThat(added).containsText("Bradford");
            added.getByText("Remove").click();
            console.byRole(AriaRole.DIALOG, "Remove this address?")
                    .getByText("Remove", new Locator.GetByTextOptions().setExact(true))
                    .click();
            assertThat(added).not().isVisible();
        }
    }

    @Test
    void aNoteIsChangedByItsAuthorForAsLongAsTheServerSays() {
        String other = Product.api()
                .post("keys", Map.of("name", "Grace", "scopes", java.util.List.of("customers:write", "customers:read")))
                .at("/token");
        try (Person ada = Person.called("Ada");
                Console console = Console.open(ada.address() + "?tab=notes")) {
            Product.api().withKey(other).post(ada.address() + "/notes", Map.of("text", "Wants an invoice."));
            console.signIn(Product.token());
            Locator notes = console.byRole(AriaRole.LIST, "Notes").getByRole(AriaRole.LISTITEM);
            assertThat(notes).hasCount(1);
            assertThat(notes.first()).containsText("Grace");
            assertThat(notes.first().getByText("Edit note")).not().isVisible();
            console.page().getByLabel("New note").fill("Called about a parcel.");
            console.button("Add note").click();
            assertThat(notes.first()).containsText(Pattern.compile("[45]:\\d\\d left to change it"));
            console.isAccessible().photograph("customer-notes");
            notes.first().getByText("Edit note").click();
            console.page().getByLabel("Edit note").fill("Called about a parcel, again.");
            console.button("Save").click();
            assertThat(notes.first()).containsText("again.");
            console.page().route(Pattern.compile("/notes\\?"), CustomerTabsIT::endsInTwoSeconds);
            console.page().reload();
            assertThat(notes.first()).containsText(Pattern.compile("0:0\\d left"));
            assertThat(notes.first().getByText("Edit note")).not().isVisible();
            assertThat(notes.first()).containsText("again.");
        }
    }

    private static void endsInTwoSeconds(Route route) {
        var answer = route.fetch();
        try {
            JsonNode body = new com.fasterxml.jackson.databind.ObjectMapper().readTree(answer.text());
            body.get("items").forEach(note -> ((ObjectNode) note)
                    .put("editableUntil", Instant.now().plusSeconds(9).toString()));
            route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(body.toString()));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void tagsAndGroupsChangeAtOnceAndCanBeUndone() {
        String code = "g" + UUID.randomUUID().toString().substring(28);
        Product.api().post("groups", Map.of("code", code, "name", "Press " + code, "kind", "other"));
        try (Person ada = Person.called("Ada");
                Console console = Console.signedIn(ada.address() + "?tab=tags").expectErrors("400")) {
            Locator chips = console.page().locator(".customer-heading .chips");
            console.page().getByLabel("New tag").fill("vip");
            console.button("Add").first().click();
            assertThat(chips).containsText("#vip");
            console.button("Remove vip").click();
            assertThat(chips).not().containsText("#vip");
            CustomerIT.undo(console);
            assertThat(chips).containsText("#vip");
            console.byRole(AriaRole.COMBOBOX, "Group").selectOption(code);
            console.button("Add").last().click();
            assertThat(chips).containsText(code);
            console.isAccessible().photograph("customer-tags");
            console.button("Remove Press " + code).click();
            assertThat(chips).not().containsText(code);
        } finally {
            Product.api().delete("groups/" + code + "?force=true", "If-Match", "*");
        }
    }

    @Test
    void theTimelineLeadsToWhatHappenedAndSessionsAreListed() {
        try (Person ada = Person.called("Ada");
                Console console = Console.open(ada.address() + "?tab=timeline")) {
            String number = ada.orders("completed", "2026-05-01T10:00:00Z");
            console.signIn(Product.token());
            assertThat(console.page().locator(".timeline li")).hasCount(2);
            console.isAccessible().photograph("customer-timeline");
            console.page()
                    .locator(".timeline")
                    .getByText(Pattern.compile("Order " + number))
                    .click();
            assertThat(console.byRole(AriaRole.REGION, "Order " + number)).isVisible();
            console.byRole(AriaRole.TAB, "Sessions").click();
            assertThat(console.page().getByText("Not logged in anywhere.")).isVisible();
            console.isAccessible();
        }
    }
}
