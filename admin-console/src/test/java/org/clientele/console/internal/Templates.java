package org.clientele.console.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The templates of a module: the text of each {@code html`...`}, with {@code ${}} in the place of what is computed. */
final class Templates {
    private static final Pattern BEGIN = Pattern.compile("\\b(?:html|svg)`");
    private static final Pattern TEXT = Pattern.compile(">([^<>]*)<");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("\\b(?:aria-label|title|placeholder|alt|label|caption)=\"([^\"]*)\"");
    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");

    private Templates() {}

    /** What people would read of templates without it having gone through {@code t()}. */
    static List<String> literalWords(String module) {
        List<String> words = new ArrayList<>();
        for (String template : of(module)) {
            // An arrow's > is within ${}, which is gone.
            for (Pattern place : List.of(TEXT, ATTRIBUTE)) {
                Matcher found = place.matcher(">" + template + "<");
                int from = 0;
                while (found.find(from)) {
                    if (WORD.matcher(found.group(1).replace("${}", "")).find()) {
                        words.add(found.group(1).strip());
                    }
                    from = Math.max(found.end() - 1, from + 1);
                }
            }
        }
        return words;
    }

    static List<String> of(String module) {
        List<String> templates = new ArrayList<>();
        Matcher begin = BEGIN.matcher(module);
        while (begin.find()) {
            StringBuilder text = new StringBuilder();
            int at = begin.end();
            while (module.charAt(at) != '`') {
                if (module.startsWith("${", at)) {
                    text.append("${}");
                    at = afterExpression(module, at + 2);
                } else {
                    text.append(module.charAt(at++));
                }
            }
            templates.add(text.toString());
        }
        return templates;
    }

    private static int afterExpression(String module, int from) {
        int at = from;
        while (module.charAt(at) != '}') {
            at = afterPart(module, at);
        }
        return at + 1;
    }

    private static int afterPart(String module, int at) {
        char sign = module.charAt(at);
        if (sign == '{') {
            return afterExpression(module, at + 1);
        }
        if (sign == '\'' || sign == '"') {
            return module.indexOf(sign, at + 1) + 1;
        }
        if (sign != '`') {
            return at + 1;
        }
        int end = at + 1;
        while (module.charAt(end) != '`') {
            end = module.startsWith("${", end) ? afterExpression(module, end + 2) : end + 1;
        }
        return end + 1;
    }
}
