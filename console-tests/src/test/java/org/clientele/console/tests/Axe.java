package org.clientele.console.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What axe says of a page. It is asked in the page itself: its builder for Playwright hands all that is right through another page, which
 * takes seconds, and tells nothing where axe breaks.
 */
final class Axe {
    private static final String SOURCE = source();
    private static final List<String> TAGS =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    private static final String ASK = """
            async ([tags, rules]) => {
                const runOnly = rules.length > 0 ? { type: 'rule', values: rules } : { type: 'tag', values: tags };
                const { passes, violations } = await axe.run(document, { runOnly, resultTypes: ['violations'] });
                return {
                    passes: passes.length,
                    violations: violations.map(({ id, nodes }) =>
                        id + ': ' + nodes.map(({ html, failureSummary }) => html + ' ' + failureSummary).join(' | ')),
                };
            }""";

    private Axe() {}

    /** @param rules of axe; all that are about WCAG 2.2 AA, and what is good practice, if there are none */
    static void findsNothing(Page page, List<String> rules) {
        page.evaluate(SOURCE);
        Map<?, ?> found = (Map<?, ?>) Objects.requireNonNull(page.evaluate(ASK, List.of(TAGS, rules)));
        assertThat((List<?>) found.get("violations"))
                .as(
                        "axe at %s, %s",
                        page.url(),
                        page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'"))
                .isEmpty();
        if (rules.isEmpty()) {
            assertThat(((Number) Objects.requireNonNull(found.get("passes"))).intValue())
                    .as("rules of axe that found something to look at")
                    .isGreaterThan(10);
        }
    }

    private static String source() {
        try (InputStream axe = Objects.requireNonNull(AxeBuilder.class.getResourceAsStream("/axe.min.js"))) {
            return new String(axe.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
