package org.clientele.export.internal;

import java.util.regex.Pattern;

/** Texts in cells. */
final class XlsxText {
    /** As many chars as Excel takes in a cell. */
    static final int LONGEST = 32_767;

    private static final int WIDEST_ESCAPE = 7;
    /** Excel reads them as characters. */
    private static final Pattern ESCAPE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

    private XlsxText() {}

    /** What XML cannot hold becomes U+FFFD; what is too long is cut. */
    static void write(String text, Utf8 xml) {
        String plain = text.contains("_x") ? ESCAPE.matcher(text).replaceAll("_x005F_") : text;
        int end = Math.min(plain.length(), LONGEST);
        xml.room(end * WIDEST_ESCAPE + Utf8.SOME);
        for (int i = 0; i < end; ) {
            char c = plain.charAt(i);
            if (c >= '?' && c < 0x80) {
                xml.put(c);
                i++;
            } else {
                i += special(plain, i, xml);
            }
        }
    }

    private static int special(String text, int at, Utf8 xml) {
        char c = text.charAt(at);
        switch (c) {
            case '&' -> xml.ascii("&amp;");
            case '<' -> xml.ascii("&lt;");
            case '>' -> xml.ascii("&gt;");
            case '\r' -> xml.ascii("&#13;");
            case '\uFFFE', '\uFFFF' -> xml.replacement();
            default -> {
                if (c < ' ' && c != '\t' && c != '\n') {
                    xml.replacement();
                } else {
                    return xml.character(text, at);
                }
            }
        }
        return 1;
    }
}
