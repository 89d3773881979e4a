package org.clientele.export.internal;

/** What spreadsheets may take for a formula in a text that they read from a file. */
final class Formulas {
    private static final String BEGIN = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Formulas() {}

    /** Whether a spreadsheet that leaves out spaces and quotes before it would compute it; also if it begins with a tab or a line break. */
    static boolean isOne(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > '@' && c < 0x80) {
                return false;
            }
            if (BEGIN.indexOf(c) >= 0) {
                return true;
            }
            if (c == '\t' || c == '\r' || c == '\n') {
                return true;
            }
            if (!isLeftOut(c)) {
                return false;
            }
        }
        return false;
    }

    private static boolean isLeftOut(char c) {
        return c <= ' '
                || c == '"'
                || c == '\''
                || c == BYTE_ORDER_MARK
                || c >= 0x80 && (Character.isWhitespace(c) || Character.isSpaceChar(c) || isInvisible(c));
    }

    private static boolean isInvisible(char c) {
        return Character.getType(c) == Character.FORMAT || Character.isISOControl(c);
    }
}
