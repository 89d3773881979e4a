package org.clientele.export.internal;

import java.util.regex.Pattern;

/** Texts in cells. */
final class XlsxText {
    /** As many chars as Excel takes in a cell. */
    static final int LONGEST = 32_767;

    /** Excel reads them as characters (ECMA-376, ST_Xstring). */
    private static final Pattern ESCAPE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

    private static final Pattern NO_XML =
            Pattern.compile("[^\t\n\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    private XlsxText() {}

    /** What XML cannot hold becomes U+FFFD; what is too long is cut. */
    static String of(String text) {
        String plain = text.contains("_x") ? ESCAPE.matcher(text).replaceAll("_x005F_") : text;
        String cut = plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
        return isPlain(cut) ? cut : NO_XML.matcher(cut).replaceAll("\uFFFD");
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= Character.MIN_SURROGATE) {
                return false;
            }
        }
        return true;
    }
}
