package org.clientele.console.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The texts of filters and their trees, by the module as it is written; the editor itself is used in {@link CustomersFilterIT}. */
final class FilterIT {
    private static final String SOURCES = "/console/static/sources/";
    private static final Path FOLDER = Path.of("..", "admin-console", "src", "main", "resources", "web");

    @Test
    void aFilterThatIsReadAndWrittenAgainSaysTheSame() {
        try (Console console = open()) {
            for (String filter : List.of(
                    "country eq \"FR\"",
                    "a.b pr",
                    "a eq null and b ne true and c gt -1.5e3",
                    "country eq \"FR\" and (newsletter eq true or not (totalSpent lt 10000))",
                    "a pr and b pr or c pr",
                    "a pr and (b pr or c pr and (d pr or e pr))",
                    "not (a pr or b pr)",
                    "not (not (a pr))",
                    "addresses[city co \"Par\\\"is\" and country eq \"FR\"] and tags eq \"vip\"",
                    "not (addresses[city pr])",
                    "name co \"ü \\u00e9 (x) and\"")) {
                String text = rewritten(console, filter);
                assertThat(text).isEqualTo(expected(filter));
                assertThat(rewritten(console, text)).isEqualTo(text);
            }
            assertThat(rewritten(console, "  NOT ( A PR )  AND b EQ 1")).isEqualTo("not (A pr) and b eq 1");
            assertThat(rewritten(console, "((a pr)) or ((b pr and c pr))")).isEqualTo("a pr or (b pr and c pr)");
            assertThat(rewritten(console, "")).isEmpty();
        }
    }

    @Test
    void whatCannotBeReadIsRefused() {
        try (Console console = open()) {
            for (String filter : List.of("a", "a eq", "a eq \"", "(a pr", "a pr b", "a[b pr", "and", "a eq x", "?")) {
                assertThat(rewritten(console, filter)).as(filter).isEqualTo("SyntaxError");
            }
        }
    }

    /** The module lies in the joined file and cannot be asked for by itself. */
    private static Console open() {
        Console console = Console.open("");
        console.page().route("**" + SOURCES + "**", asked -> {
            String file = asked.request().url();
            asked.fulfill(new Route.FulfillOptions()
                    .setContentType("text/javascript")
                    .setPath(FOLDER.resolve(file.substring(file.indexOf(SOURCES) + SOURCES.length()))));
        });
        return console;
    }

    /** {@code and} within {@code or} gets parentheses, and characters stand for themselves. */
    private static String expected(String filter) {
        return filter.replace("a pr and b pr or", "(a pr and b pr) or")
                .replace("or c pr and (d pr or e pr)", "or (c pr and (d pr or e pr))")
                .replace("\\u00e9", "é")
                .replace("-1.5e3", "-1500");
    }

    private static String rewritten(Console console, String filter) {
        return String.valueOf(console.page()
                .evaluate(
                        "async (text) => { const { parse, format } = await import('" + SOURCES
                                + "elements/filter/tree.js'); try { return format(parse(text)); } catch (error) { return error.name; } }",
                        filter));
    }
}
