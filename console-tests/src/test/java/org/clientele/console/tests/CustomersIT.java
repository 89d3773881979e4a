package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list of customers: figures, tabs, search, sorting, pages, and its address. */
final class CustomersIT {
    static final Pattern COUNT = Pattern.compile("^[0-9,]+ customers?$");

    @Test
    void theListShowsCustomersWithFiguresAndTabs() {
        try (Console console = Console.signedIn("customers?size=10")) {
            assertThat(rows(console)).hasCount(10);
            assertThat(console.byRole(AriaRole.COLUMNHEADER, "Total spent")).isVisible();
            assertThat(console.page().getByText(Pattern.compile("^1-10 of [0-9,]+$")))
                    .isVisible();
            for (String tab : List.of("All", "Customers", "Leads", "Open carts", "Highest value", "Most orders")) {
                assertThat(tab(console, tab)).containsText(Pattern.compile("[0-9]"));
            }
            for (String tab : List.of("Most returned units", "Promo codes", "Watchlist")) {
                assertThat(tab(console, tab)).isVisible();
            }
            assertThat(console.page().locator("td.numeric").first()).hasCSS("text-align", "end");
            Locator time = console.page().locator("tbody time").first();
            assertThat(time).hasAttribute("title", Pattern.compile("\\d{4}"));
            console.isAccessible().photograph("customers");
        }
    }

    @Test
    void aFigureListsWhomItCountsAndATabItsOwn() {
        try (Console console = Console.signedIn("customers")) {
            Locator leads = figure(console, "Leads");
            String count = leads.locator(".value").innerText();
            leads.click();
            assertThat(leads).hasAttribute("aria-pressed", "true");
            assertThat(tab(console, "Leads")).hasAttribute("aria-selected", "true");
            assertThat(status(console)).hasText(count + (count.equals("1") ? " customer" : " customers"));
            Locator returning = figure(console, "Returning");
            tab(console, "Highest value").click();
            assertThat(console.byRole(AriaRole.COLUMNHEADER, "Total spent")).hasAttribute("aria-sort", "descending");
            returning.click();
            assertThat(console.page().locator(".chip")).containsText("Orders more than 1");
            assertThat(status(console))
                    .hasText(Pattern.compile("^" + returning.locator(".value").innerText() + " customers?$"));
            returning.click();
            assertThat(console.page().locator(".chip")).hasCount(0);
        }
    }

    @Test
    void theAddressHoldsAllAndBackAndASharedLinkRestoreIt() {
        try (Console console = Console.signedIn("customers")) {
            assertThat(rows(console)).hasCount(25);
            assertThat(figure(console, "Leads").locator(".value")).containsText(Pattern.compile("[0-9]"));
            Locator heading = console.byRole(AriaRole.COLUMNHEADER, "Total spent");
            heading.getByRole(AriaRole.BUTTON).click();
            assertThat(heading).hasAttribute("aria-sort", "descending");
            assertThat(console.page()).hasURL(Pattern.compile("sort=-totalSpent"));
            heading.getByRole(AriaRole.BUTTON).click();
            assertThat(heading).hasAttribute("aria-sort", "ascending");
            console.page().goBack();
            assertThat(heading).hasAttribute("aria-sort", "descending");
            console.page().goForward();
            assertThat(heading).hasAttribute("aria-sort", "ascending");
            console.at(
                    "customers?tab=customers&q=a&filter=orders%20ge%201&sort=-orders&page=2&size=10&columns=orders,name");
            assertThat(tab(console, "Customers")).hasAttribute("aria-selected", "true");
            assertThat(search(console)).hasValue("a");
            assertThat(console.page().locator(".chip")).containsText("Orders at least 1");
            assertThat(console.page().getByText(Pattern.compile("^11-20 of "))).isVisible();
            assertThat(console.page().locator("thead th")).hasText(new String[] {"Watch", "Orders▼", "Name"});
            console.button("Next page").click();
            assertThat(console.page().getByText(Pattern.compile("^21-30 of "))).isVisible();
            assertThat(console.page()).hasURL(Pattern.compile("page=3"));
            console.page().getByLabel("Rows").selectOption("25");
            assertThat(console.page().getByText(Pattern.compile("^1-25 of "))).isVisible();
            console.at("customers");
            assertThat(rows(console)).hasCount(25);
            assertThat(console.page().getByText(Pattern.compile("^Page 1 of [0-9]+$")))
                    .isVisible();
        }
    }

    @Test
    void aSearchMarksItsHitsAndTellsWhenThereAreNone() {
        try (Console console = Console.signedIn("customers?tab=customers&filter=country%20eq%20%22GB%22")) {
            assertThat(status(console)).hasText(COUNT);
            console.page().keyboard().press("/");
            assertThat(search(console)).isFocused();
            search(console).pressSequentially("smit", new Locator.PressSequentiallyOptions().setDelay(20));
            Locator name = rows(console).first().getByRole(AriaRole.ROWHEADER);
            assertThat(name.locator("mark").first()).hasText("Smit");
            search(console).fill("nobody-is-called-so");
            assertThat(console.page().getByText("No customer matches “nobody-is-called-so”."))
                    .isVisible();
            assertThat(console.page().getByText("Filters: Country is United Kingdom"))
                    .isVisible();
            assertThat(console.page().getByText("In the tab Customers")).isVisible();
            console.isAccessible().photograph("customers-no-match");
            console.button("Clear search").click();
            assertThat(rows(console)).hasCount(25);
            assertThat(search(console)).hasValue("");
        }
    }

    @Test
    void aStaleAnswerIsDroppedAndTypingAsksOnce() {
        try (Console console = Console.signedIn("customers")) {
            assertThat(rows(console)).hasCount(25);
            // Its values are asked for as soon as its module is there, which is another request.
            assertThat(console.page().locator("td.slim").first()).isVisible();
            List<String> asked = new CopyOnWriteArrayList<>();
            console.page().onRequest(request -> {
                if (request.url().matches(".*/customers\\?.*q=.*")) {
                    asked.add(request.url().replaceAll(".*[?&]q=([^&]*).*", "$1"));
                }
            });
            search(console).evaluate("""
                    (it) => ['j', 'jo', 'jon'].forEach((text) => {
                        it.value = text;
                        it.dispatchEvent(new InputEvent('input', { bubbles: true }));
                    })
                    """);
            assertThat(firstMark(console)).hasText(Pattern.compile("^jon$", Pattern.CASE_INSENSITIVE));
            assertThat(asked).containsExactly("jon");
            List<Route> held = new CopyOnWriteArrayList<>();
            console.page().route(Pattern.compile("customers\\?.*q=smi(&|$)"), held::add);
            search(console).fill("smi");
            console.page().waitForCondition(() -> !held.isEmpty());
            search(console).fill("brow");
            assertThat(firstMark(console)).hasText(Pattern.compile("^brow$", Pattern.CASE_INSENSITIVE));
            held.get(0).resume();
            search(console).fill("");
            assertThat(status(console)).hasText(COUNT);
            assertThat(console.page().locator("mark")).hasCount(0);
        }
    }

    private static Locator firstMark(Console console) {
        return rows(console).first().locator("mark").first();
    }

    @Test
    void anEmailThatIsSearchedForIsNotInTheAddressAndALinkToItWorksElsewhere() {
        try (Console console = Console.signedIn("customers");
                Console other = Console.open("").expectErrors("404")) {
            String email = console.page()
                    .locator("tbody td", new Page.LocatorOptions().setHasText("@"))
                    .first()
                    .innerText();
            search(console).fill(email);
            assertThat(rows(console)).hasCount(1);
            assertThat(console.page()).hasURL(Pattern.compile("\\?search=[\\w-]{40,}$"));
            String link = console.page().url();
            console.page().reload();
            assertThat(search(console)).hasValue(email);
            assertThat(rows(console)).hasCount(1);
            console.page().goBack();
            assertThat(rows(console)).hasCount(25);

            other.page().navigate(link);
            other.signIn(Product.token());
            assertThat(search(other)).hasValue(email);
            assertThat(rows(other)).hasCount(1);
            other.at("customers?search=another1");
            assertThat(other.page().getByText("This search is not known here")).isVisible();
            other.isAccessible();
        }
    }

    @Test
    void whatDoesNotWorkIsToldAndTriedAgain() {
        try (Console console = Console.open("customers?filter=country%20eq").expectErrors("400|500|503")) {
            console.signIn(Product.token());
            Locator card = console.page().getByRole(AriaRole.ALERT);
            assertThat(card).containsText("The filter cannot be read");
            assertThat(card).containsText("Trace id");
            console.isAccessible();
            console.page().locator(".chip").getByRole(AriaRole.BUTTON).click();
            assertThat(rows(console)).hasCount(25);
            console.page()
                    .route(
                            "**/admin/v1/customers?*sort=-orders*",
                            route -> route.fulfill(new Route.FulfillOptions()
                                    .setStatus(500)
                                    .setContentType("application/problem+json")
                                    .setBody("{\"title\":\"Broken\",\"code\":\"internal\",\"traceId\":\"t-1\"}")));
            console.button("Orders").click();
            assertThat(console.page().getByRole(AriaRole.ALERT)).containsText("t-1");
            console.page().unroute("**/admin/v1/customers?*sort=-orders*");
            console.button("Try again").click();
            assertThat(rows(console)).hasCount(25);
        }
    }

    @Test
    void aRowLeadsToTheCustomerAndAgentsWithoutPersonsSeeNone() {
        try (Console console = Console.signedIn("customers")) {
            Locator row = rows(console).first();
            String customer = row.getByRole(AriaRole.LINK).innerText();
            row.locator("td.numeric").first().click();
            assertThat(console.heading(customer)).isVisible();
        }
        try (OwnKey key = OwnKey.with("customers:read");
                Console console = key.open("customers")) {
            assertThat(rows(console)).hasCount(25);
            assertThat(console.page().locator("thead th").first()).hasText("Reference");
            assertThat(console.link("New customer")).hasCount(0);
            assertThat(console.byRole(AriaRole.COLUMNHEADER, "E-mail")).hasCount(0);
        }
    }

    @Test
    void aNarrowWindowNeedsNoScrollingSideways() {
        try (Console console = Console.openNarrow("customers").signIn(Product.token())) {
            assertThat(rows(console)).hasCount(25);
            console.fitsItsWidth().isAccessible().photograph("customers-narrow");
            console.button("Filter").click();
            console.page().getByLabel("Attribute").selectOption("country");
            console.fitsItsWidth();
            console.at("customers/new");
            assertThat(console.heading("New customer")).isVisible();
            console.fitsItsWidth().isAccessible();
        }
    }

    static Locator rows(Console console) {
        return console.page().locator("tbody tr");
    }

    static Locator search(Console console) {
        return console.page().getByRole(AriaRole.SEARCHBOX).first();
    }

    /** How many there are, where it is told aloud. */
    static Locator status(Console console) {
        return console.page().locator(".toolbar [role=status]");
    }

    static Locator tab(Console console, String name) {
        return console.page()
                .getByRole(
                        AriaRole.TAB,
                        new Page.GetByRoleOptions().setName(Pattern.compile("^" + name + "( [0-9,]+)?$")));
    }

    private static Locator figure(Console console, String label) {
        return console.page()
                .locator(
                        "button.stat",
                        new Page.LocatorOptions()
                                .setHas(console.page()
                                        .locator(
                                                ".label",
                                                new Page.LocatorOptions()
                                                        .setHasText(Pattern.compile("^" + label + "$")))));
    }
}
