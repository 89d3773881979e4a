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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be said of the modules and texts without a browser. */
final class WebTest {
    private static final Path WEB = Path.of("target", "classes", "web");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern KEY = Pattern.compile("\\bt\\('([a-z][\\w.-]*)'");
    private static final Pattern IMPORT = Pattern.compile("(?<!['\".])(?:from|import)\\s*\\(?\\s*['\"]([^'\"]+)['\"]");
    private static final Pattern AT_ONCE = Pattern.compile("(?<!['\".])(?:from|import)\\s*['\"](\\.[^'\"]+)['\"]");
    private static final Pattern LATER = Pattern.compile("import\\('(\\.[^']+)'\\)");
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

    /** Each screen is fetched when it is shown first, so what counts is what a visit of one of them takes. */
    @Test
    void noScreenNeedsManyScripts() throws IOException {
        Map<Path, String> all = new TreeMap<>(modules());
        all.putAll(lit());
        Path screens = WEB.resolve("screens/screens.js");
        Matcher screen = LATER.matcher(all.getOrDefault(screens, ""));
        List<Path> found = new ArrayList<>();
        while (screen.find()) {
            found.add(screens.resolveSibling(screen.group(1)).normalize());
        }
        assertThat(found).isNotEmpty();
        for (Path one : found) {
            Set<Path> needed = new TreeSet<>();
            need(WEB.resolve("app/boot.js"), all, needed);
            need(one, all, needed);
            int bytes = needed.stream().mapToInt(file -> zipped(file, all)).sum();
            assertThat(bytes).as(one.toString()).isBetween(1, MOST_ZIPPED_BYTES);
        }
    }

    private static void need(Path module, Map<Path, String> all, Set<Path> needed) {
        assertThat(all).containsKey(module);
        if (!needed.add(module)) {
            return;
        }
        Matcher other = AT_ONCE.matcher(all.getOrDefault(module, ""));
        while (other.find()) {
            need(module.resolveSibling(other.group(1)).normalize(), all, needed);
        }
    }

    private static int zipped(Path file, Map<Path, String> all) {
        String script = all.getOrDefault(file, "");
        return WebFile.of(file.toString(), script.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .orElseThrow()
                .zipped()
                .length;
    }

    private static Map<Path, String> modules() throws IOException {
        return scripts(path -> !path.startsWith(WEB.resolve("lit")));
    }

    private static Map<Path, String> lit() throws IOException {
        return scripts(path -> path.startsWith(WEB.resolve("lit")));
    }

    private static Map<Path, String> scripts(java.util.function.Predicate<Path> which) throws IOException {
        Map<Path, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(WEB)) {
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
