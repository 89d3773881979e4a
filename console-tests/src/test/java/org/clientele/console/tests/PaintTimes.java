package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * How long it takes until people see what they asked for, in a browser. No test of the build: {@code bench/run console} runs it against a
 * million customers and writes what it prints into docs/bench.md.
 */
final class PaintTimes {
    private static final int COLD_STARTS = 10;
    private static final List<String> NAMES = List.of(
            "smith", "garcia", "mueller", "martin", "rossi", "jones", "lopez", "schmidt", "bernard", "ferrari", "brown",
            "perez", "weber", "dubois", "russo", "taylor", "sanchez", "wagner", "moreau", "bianchi");
    private static final List<String> OTHERS = List.of(
            "anna", "james", "maria", "lukas", "sofia", "peter", "laura", "david", "elena", "thomas", "julia", "marco",
            "emma", "paul", "clara", "hugo", "alice", "jan", "eva", "oliver");
    private static final List<String> COLUMNS =
            List.of("Total spent", "Orders", "Name", "E-mail", "Country", "Last order", "Registered");

    /** Searches, sorts or goes to the next page, and tells how many milliseconds later what came of it was on the screen: rows, or that there are none. */
    private static final String UNTIL_PAINTED = """
            ([act, what]) => new Promise((done) => {
                const start = performance.now();
                const isBusy = () => document.querySelector('main .loaded[aria-busy=true]') !== null;
                let asked = false;
                // What is asked for while another answer is waited for changes nothing that could be watched.
                setTimeout(() => (asked ||= isBusy()));
                const watch = new MutationObserver(() => {
                    const busy = isBusy();
                    if (asked && !busy) {
                        watch.disconnect();
                        requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
                    }
                    asked ||= busy;
                });
                watch.observe(document.body, { subtree: true, attributeFilter: ['aria-busy'] });
                if (act === 'sort') {
                    [...document.querySelectorAll('th button')].find((each) => each.innerText.startsWith(what)).click();
                    return;
                }
                const input = document.querySelector('input[type=search]');
                input.value = what;
                input.dispatchEvent(new Event('input', { bubbles: true }));
                if (act === 'enter') {
                    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
                }
            })""";

    /** When the form was painted, in milliseconds from the address: nothing is before it. */
    private static final String UNTIL_FORM = """
            () => new Promise((done) => new PerformanceObserver((list) => {
                const paint = list.getEntriesByName('first-contentful-paint')[0];
                if (paint) {
                    done(paint.startTime);
                }
            }).observe({ type: 'paint', buffered: true }))""";

    /** Signs in with what stands in the form, and tells how many milliseconds later the first rows were on the screen. */
    private static final String UNTIL_ROWS = """
            () => new Promise((done) => {
                const start = performance.now();
                const look = () => document.querySelector('main tbody tr')
                    ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)))
                    : requestAnimationFrame(look);
                document.querySelector('form button[type=submit], form button:not([type])').click();
                look();
            })""";

    @Test
    void ofTheListOfCustomers() {
        List<Double> cold = new ArrayList<>();
        for (int i = 0; i < COLD_STARTS; i++) {
            cold.add(coldStart());
        }
        show("console-first-list", cold);
        try (Console console = Console.signedIn("customers?size=50")) {
            assertThat(CustomersIT.rows(console)).hasCount(50);
            assertThat(console.page().locator("main .loaded[aria-busy=true]")).hasCount(0);
            show("console-search", painted(console, "enter", NAMES));
            show("console-search-while-typing", painted(console, "type", OTHERS));
        }
        try (Console console = Console.signedIn("customers?size=50")) {
            assertThat(CustomersIT.rows(console)).hasCount(50);
            assertThat(console.page().locator("main .loaded[aria-busy=true]")).hasCount(0);
            List<Double> sorts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                sorts.addAll(painted(console, "sort", COLUMNS));
            }
            show("console-sort", sorts);
        }
    }

    /**
     * What somebody waits for whose browser has never been here: from the address to the form, and from the button to the rows. How
     * long people take to write what the form asks for is not in it.
     */
    private static double coldStart() {
        try (Console console = Console.open("customers")) {
            assertThat(console.button("Sign in")).isVisible();
            Page page = console.page();
            double form = millis(page.evaluate(UNTIL_FORM));
            page.getByLabel("Access token").fill(Product.token());
            return form + millis(page.evaluate(UNTIL_ROWS));
        }
    }

    private static List<Double> painted(Console console, String act, List<String> what) {
        return what.stream()
                .map(each -> millis(console.page().evaluate(UNTIL_PAINTED, List.of(act, each))))
                .toList();
    }

    private static double millis(Object number) {
        return ((Number) number).doubleValue();
    }

    private static void show(String workload, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "{\"workload\":\"%s\",\"times\":%d,\"p50\":%.1f,\"p95\":%.1f,\"max\":%.1f}%n",
                workload,
                sorted.size(),
                sorted.get(sorted.size() / 2),
                sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1),
                sorted.get(sorted.size() - 1));
    }
}
