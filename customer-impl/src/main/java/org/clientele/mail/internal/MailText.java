package org.clientele.mail.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Text that can stand in a mail and in the database. */
final class MailText {
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\s]+");
    private static final Pattern GAPS = Pattern.compile("\\n(?:[ \\t]*\\n){2,}");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");
    /** Code points: a pair is not found by this. */
    private static final Pattern HALF_PAIR = Pattern.compile("[\\ud800-\\udfff]");

    private static final Pattern NOT_IN_URL = Pattern.compile("[\\p{Cc}\\s<>\"'`{}|\\\\^]");
    private static final Pattern URL = Pattern.compile("https?://[^\\s<>\"]+");
    private static final Pattern AFTER_URL = Pattern.compile("[.,;:!?)\\]}']+$");

    private MailText() {}

    /** On one line: nothing can start a header of its own, or a paragraph. */
    static String line(String text) {
        return BREAKS.matcher(whole(text)).replaceAll(" ").strip();
    }

    static String lines(String text) {
        return CONTROL.matcher(whole(text).replace("\r\n", "\n")).replaceAll("");
    }

    /** Without the gaps that missing values leave. */
    static String paragraphs(String text) {
        return GAPS.matcher(lines(text)).replaceAll("\n\n").strip() + "\n";
    }

    static String url(String text) {
        return NOT_IN_URL
                .matcher(whole(text).strip())
                .replaceAll(found -> URLEncoder.encode(found.group(), StandardCharsets.UTF_8));
    }

    /** The addresses in a text, each once. */
    static List<String> links(String text) {
        return URL.matcher(text)
                .results()
                .map(found -> AFTER_URL.matcher(found.group()).replaceAll(""))
                .distinct()
                .toList();
    }

    private static String whole(String text) {
        return HALF_PAIR.matcher(text).replaceAll("\ufffd");
    }
}
