package org.clientele.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What can be said of the modules and texts without a browser. */
final class WebTest {
    private static final Path WEB = Path.of("target", "web");
    private static final Path SERVED = Path.of("target", "classes", "web");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern KEY = Pattern.compile("\\bt\\('([a-z][\\w.-]*)'");
    private static final Pattern IMPORT = Pattern.compile("(?<!['\".])(?:from|import)\\s*\\(?\\s*['\"]([^'\"]+)['\"]");
    private static final int MOST_ZIPPED_BYTES = 120 << 10;

    @Test
    void everyLanguageHasEveryText() throws IOException {
        List<Path> english = texts("_en.json");
        assertThat(english).isNotEmpty();
        for (Path file : english) {
            Path german = file.resolveSibling(file.getFileName().toString().replace("_en", "_de"));
            assertThat(read(german))
                    .as(german.toString())
                    .containsOnlyKeys(read(file).keySet());
            String area = file.getFileName().toString().replace("_en.json", ".");
            assertThat(read(file).keySet()).allMatch(key -> key.startsWith(area));
        }
    }

    @Test
    void placeholdersAreTheSameInEveryLanguage() throws IOException {
        for (Path file : texts("_en.json")) {
            Map<String, String> german =
                    read(file.resolveSibling(file.getFileName().toString().replace("_en", "_de")));
            for (Map.Entry<String, String> text : read(file).entrySet()) {
                assertThat(placeholders(german.getOrDefault(text.getKey(), "")))
                        .as(text.getKey())
                        .isEqualTo(placeholders(text.getValue()));
            }
        }
    }

    @Test
    void everyTextThatIsAskedForIsThere() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (Path file : texts("_en.json")) {
            read(file).keySet().forEach(key -> keys.add(key.replaceAll("\\.(one|other)$", "")));
        }
        for (Map.Entry<Path, String> module : modules().entrySet()) {
            List<String> asked = new ArrayList<>();
            Matcher found = KEY.matcher(module.getValue());
            while (found.find()) {
                asked.add(found.group(1));
            }
            assertThat(keys).as(module.getKey().toString()).containsAll(asked);
        }
    }

    @Test
    void noTemplateHasWordsOfItsOwn() throws IOException {
        assertThat(Templates.literalWords("html`<p title=\"Some words\">${t('a', {b: `}`})} and text</p>`"))
                .containsExactly("${} and text", "Some words");
        for (Map.Entry<Path, String> module : modules().entrySet()) {
            assertThat(Templates.literalWords(module.getValue()))
                    .as(module.getKey().toString())
                    .isEmpty();
        }
    }

    @Test
    void nothingIsInline() throws IOException {
        for (Map.Entry<Path, String> module : modules().entrySet()) {
            assertThat(Templates.of(module.getValue()))
                    .as(module.getKey().toString())
                    .noneMatch(template -> template.matches("(?s).*\\s(style|on\\w+)=.*"));
        }
        assertThat(Files.readString(WEB.resolve("index.html"))).doesNotContain("<style", "style=", "onload=");
    }

    /** What reads the page, a screen reader's tester for one, asks elements for these and breaks. */
    @Test
    void noElementHidesWhatElementsHave() throws IOException {
        Pattern hidden = Pattern.compile(
                "(?m)^ {2,4}(?:get |set |async )?(attributes|children|parentNode|shadowRoot|prefix|remove|closest"
                        + "|matches|contains|part|slot|style|dataset|textContent|localName|tagName|title|hidden|lang|dir)(?: ?\\(|: \\{| ?= )");
        for (Map.Entry<Path, String> module : modules().entrySet()) {
            if (module.getValue().contains("extends ClienteleElement")) {
                assertThat(hidden.matcher(module.getValue()).results().map(found -> found.group(1)))
                        .as(module.getKey().toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void everyImportIsAFileHere() throws IOException {
        Map<Path, String> all = new TreeMap<>(modules());
        all.putAll(lit());
        for (Map.Entry<Path, String> module : all.entrySet()) {
            Matcher found = IMPORT.matcher(module.getValue());
            while (found.find()) {
                String name = found.group(1);
                assertThat(name).as("%s", module.getKey()).startsWith(".");
                assertThat(module.getKey().resolveSibling(name).normalize())
                        .as("%s", module.getKey())
                        .isRegularFile();
            }
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "modules are joined on Linux only")
    void allScriptsAreOneSmallFile() throws IOException {
        Map<Path, String> served = scripts(SERVED, path -> !path.startsWith(SERVED.resolve("lit")));
        assertThat(served).containsOnlyKeys(SERVED.resolve("app/boot.js"));
        byte[] script = Files.readAllBytes(SERVED.resolve("app/boot.js"));
        assertThat(WebFile.of("boot.js", script).orElseThrow().zipped()).hasSizeBetween(1, MOST_ZIPPED_BYTES);
        assertThat(Files.readString(SERVED.resolve("styles/console.css"))).doesNotContain("@import");
    }

    private static Map<Path, String> modules() throws IOException {
        return scripts(WEB, path -> !path.startsWith(WEB.resolve("lit")));
    }

    private static Map<Path, String> lit() throws IOException {
        return scripts(WEB, path -> path.startsWith(WEB.resolve("lit")));
    }

    private static Map<Path, String> scripts(Path root, Predicate<Path> which) throws IOException {
        Map<Path, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".js"))
                    .filter(which)
                    .toList()) {
                found.put(file, Files.readString(file));
            }
        }
        assertThat(found).isNotEmpty();
        return found;
    }

    private static List<Path> texts(String ending) throws IOException {
        try (Stream<Path> files = Files.list(WEB.resolve("messages"))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        return JSON.readValue(Files.readString(file), new TypeReference<Map<String, String>>() {});
    }

    private static Set<String> placeholders(String text) {
        return Pattern.compile("\\{\\w+}")
                .matcher(text)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
