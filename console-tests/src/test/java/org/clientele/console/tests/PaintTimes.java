package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
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
    private static final List<String> COLUMNS = List.of("Total spent", "Orders", "Name", "Last order", "Registered");

    /** Does something to the page, and tells how many milliseconds later the first row of the table had become another one on the screen, or that there is none. */
    private static final String UNTIL_PAINTED = """
            ([name, value]) => new Promise((done) => {
                const first = () => document.querySelector('tbody tr')?.innerText ?? '';
                const before = first();
                const start = performance.now();
                // Nobody may have the name.
                const changed = () => first() !== before && (first() !== '' || document.querySelector('.empty'));
                const look = () => changed()
                    ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)))
                    : requestAnimationFrame(look);
                if (value === null) {
                    [...document.querySelectorAll('th button')].find((each) => each.innerText.startsWith(name)).click();
                } else {
                    const input = document.querySelector('input[type=search]');
                    input.value = value;
                    input.dispatchEvent(new Event('input', { bubbles: true }));
                }
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
            List<Double> searches = new ArrayList<>();
            for (String name : NAMES) {
                searches.add(painted(console, null, name));
            }
            show("console-search", searches);
            assertThat(console.page().locator("input[type=search]")).isVisible();
            console.at("customers?size=50");
            assertThat(CustomersIT.rows(console)).hasCount(50);
            List<Double> sorts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                for (String column : COLUMNS) {
                    sorts.add(painted(console, column, null));
                }
            }
            show("console-sort", sorts);
        }
    }

    /** A browser that has never been here: from the address to the form, and from the button to the rows. */
    private static double coldStart() {
        long begin = System.nanoTime();
        try (Console console = Console.open("customers")) {
            assertThat(console.button("Sign in")).isVisible();
            console.signIn(Product.token());
            CustomersIT.rows(console).first().waitFor();
            return (System.nanoTime() - begin) / 1e6;
        }
    }

    private static double painted(Console console, @Nullable String column, @Nullable String search) {
        Page page = console.page();
        Object millis = page.evaluate(UNTIL_PAINTED, Arrays.asList(column, search));
        return ((Number) millis).doubleValue();
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
