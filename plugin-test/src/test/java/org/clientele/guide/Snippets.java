package org.clientele.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads snippets: from the guide what it shows, from sources what is compiled. */
final class Snippets {
    private static final Path ROOT = Path.of("..");
    private static final Pattern FENCED =
            Pattern.compile("(?:<!-- snippet: (\\S+) -->\\n)?```(\\w+)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern BEGIN = Pattern.compile("\\s*(//|##|--|<!--) snippet: (\\S+)( -->)?");
    private static final Pattern END = Pattern.compile("\\s*(//|##|--|<!--) end( -->)?");

    /** How the archetype is called for the plugin of the guide. */
    private static final Map<String, String> GENERATED = Map.of(
            "word",
            "review",
            "Word",
            "Review",
            "title",
            "Reviews",
            "groupId",
            "com.example",
            "artifactId",
            "review-plugin",
            "version",
            "1.0.0-SNAPSHOT",
            "package",
            "com.example.review",
            "clientele",
            "VERSION");

    private Snippets() {}

    /**
     * A block of code in the guide.
     *
     * @param source {@code <path from the root>#<region>}, or the path alone for the whole file; empty if none is named
     */
    record Shown(String source, String language, String text) {}

    static List<Shown> of(Path guide) throws IOException {
        List<Shown> shown = new ArrayList<>();
        Matcher block = FENCED.matcher(Files.readString(ROOT.resolve(guide)));
        while (block.find()) {
            String source = block.group(1);
            shown.add(new Shown(source == null ? "" : source, block.group(2), block.group(3)));
        }
        return shown;
    }

    /** Puts what is compiled into the guide, also where a source is named and no block follows yet. */
    static void write(Path guide) throws IOException {
        Pattern place = Pattern.compile("<!-- snippet: (\\S+) -->\\n(?:```\\w+\\n.*?```\\n)?", Pattern.DOTALL);
        Matcher named = place.matcher(Files.readString(ROOT.resolve(guide)));
        StringBuilder text = new StringBuilder();
        while (named.find()) {
            String source = named.group(1);
            String language = source.replaceAll("#.*", "").replaceAll(".*\\.", "");
            named.appendReplacement(
                    text,
                    Matcher.quoteReplacement(
                            "<!-- snippet: " + source + " -->\n```" + language + "\n" + compiled(source) + "```\n"));
        }
        Files.writeString(ROOT.resolve(guide), named.appendTail(text));
    }

    static String compiled(String source) throws IOException {
        int hash = source.indexOf('#');
        List<String> lines = Files.readAllLines(ROOT.resolve(hash < 0 ? source : source.substring(0, hash)));
        String text = hash < 0 ? outside(lines) : inside(lines, source.substring(hash + 1));
        for (Map.Entry<String, String> value : GENERATED.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        return text;
    }

    /** Without the marks themselves. */
    private static String outside(List<String> lines) {
        return lines.stream()
                .filter(line ->
                        !BEGIN.matcher(line).matches() && !END.matcher(line).matches())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static String inside(List<String> lines, String name) {
        StringBuilder text = new StringBuilder();
        boolean in = false;
        for (String line : lines) {
            Matcher begin = BEGIN.matcher(line);
            if (begin.matches()) {
                in |= begin.group(2).equals(name);
            } else if (END.matcher(line).matches()) {
                in = false;
            } else if (in) {
                text.append(line).append('\n');
            }
        }
        if (text.isEmpty()) {
            throw new AssertionError("There is no region " + name + " in\n" + String.join("\n", lines));
        }
        // Without the last line's end, which would count as a line without indentation.
        return text.substring(0, text.length() - 1).stripIndent() + "\n";
    }
}
