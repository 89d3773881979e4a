package org.clientele.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The plugin guide shows code that is compiled and tested. A block begins
 *
 * <pre>{@code
 * <!-- snippet: plugin-test/src/test/java/org/clientele/guide/AdjustPoints.java#bulk -->
 * }</pre>
 *
 * and the source marks what is shown with {@code // snippet: bulk} and {@code // end} ({@code ##} in files of the archetype, {@code --} in
 * SQL). A path without a region is the whole file. {@code -Dguide.write=true} puts the code of the sources into the guide.
 */
final class GuideTest {
    private static final Path GUIDE = Path.of("docs/plugin-guide.md");

    /** What a shell or a person does is no source. */
    private static final Set<String> WITHOUT_SOURCE = Set.of("sh", "text");

    @TestFactory
    Stream<DynamicTest> eachSnippetIsInASource() throws IOException {
        if (Boolean.getBoolean("guide.write")) {
            Snippets.write(GUIDE);
        }
        List<Snippets.Shown> all = Snippets.of(GUIDE);
        assertThat(all).isNotEmpty();
        return all.stream()
                .filter(shown -> !WITHOUT_SOURCE.contains(shown.language()))
                .map(shown -> DynamicTest.dynamicTest(
                        shown.source().isEmpty() ? shown.text() : shown.source(), () -> check(shown)));
    }

    /** Whatever a plugin may implement has a row that says when it is called, and what if it throws. */
    @TestFactory
    Stream<DynamicTest> eachExtensionPointHasARow() throws IOException {
        List<String> rows = Files.readString(Path.of("..").resolve(GUIDE))
                .lines()
                .filter(line -> line.startsWith("| "))
                .toList();
        return Stream.of("customer-api", "persistence", "rest")
                .flatMap(GuideTest::consumerTypes)
                .map(type -> DynamicTest.dynamicTest(
                        type, () -> assertThat(rows).anyMatch(row -> row.contains("`" + type + "`"))));
    }

    private static Stream<String> consumerTypes(String module) {
        try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
            List<String> types = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file).contains("\n@ConsumerType\n")) {
                    types.add(file.getFileName().toString().replace(".java", ""));
                }
            }
            return types.stream().sorted();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(Snippets.Shown shown) throws IOException {
        assertThat(shown.source()).as("the source of\n" + shown.text()).isNotEmpty();
        assertThat(shown.text()).isEqualTo(Snippets.compiled(shown.source()));
    }
}
