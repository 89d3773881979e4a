package org.clientele.export.internal;

import java.util.LinkedHashMap;
import java.util.Map;

/** How cells look: the few that there always are, and one for each currency that was met. Not thread-safe. */
final class XlsxStyles {
    static final int HEADER = 1;
    static final int DATE = 2;
    static final int TIME = 3;
    private static final int FIRST_OF_MONEY = 4;
    private static final int FIRST_FORMAT = 164;

    private final Map<String, Integer> ofMoney = new LinkedHashMap<>();

    int money(String currency) {
        Integer known = ofMoney.get(currency);
        if (known != null) {
            return known;
        }
        int style = FIRST_OF_MONEY + ofMoney.size();
        ofMoney.put(currency, style);
        return style;
    }

    String xml() {
        StringBuilder formats = new StringBuilder();
        StringBuilder cells =
                new StringBuilder(cell(0, 0) + cell(0, 1) + cell(FIRST_FORMAT, 0) + cell(FIRST_FORMAT + 1, 0));
        format(formats, 0, "yyyy\\-mm\\-dd");
        format(formats, 1, "yyyy\\-mm\\-dd\\ hh:mm:ss");
        int next = 2;
        for (String currency : ofMoney.keySet()) {
            int digits = Decimals.digits(currency);
            format(
                    formats,
                    next,
                    "#,##0" + (digits == 0 ? "" : "." + "0".repeat(digits)) + "\\ &quot;" + currency + "&quot;");
            cells.append(cell(FIRST_FORMAT + next, 0));
            next++;
        }
        return XlsxParts.HEAD + "<styleSheet xmlns=\"" + XlsxParts.MAIN + "\"><numFmts count=\"" + next + "\">"
                + formats
                + "</numFmts><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
                + "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
                + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
                + "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
                + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
                + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
                + "<cellXfs count=\"" + (FIRST_OF_MONEY + ofMoney.size()) + "\">" + cells + "</cellXfs>"
                + "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";
    }

    private static void format(StringBuilder formats, int number, String code) {
        formats.append("<numFmt numFmtId=\"")
                .append(FIRST_FORMAT + number)
                .append("\" formatCode=\"")
                .append(code)
                .append("\"/>");
    }

    private static String cell(int format, int font) {
        return "<xf numFmtId=\"" + format + "\" fontId=\"" + font + "\" fillId=\"0\" borderId=\"0\" xfId=\"0\""
                + (format == 0 ? "" : " applyNumberFormat=\"1\"") + (font == 0 ? "" : " applyFont=\"1\"") + "/>";
    }
}
