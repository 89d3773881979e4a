package org.clientele.subject.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * CSV (RFC 4180) for people with a spreadsheet. Texts stand in quotation marks whatever they hold, since a spreadsheet may take another
 * character for the separator; one that would be taken for a formula has an apostrophe before it.
 */
final class CsvWriter {
    /** By which a spreadsheet sees that it is UTF-8. */
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private static final String END = "\r\n";
    private static final String FORMULA = "=+-@\t\r\n";

    private final Writer out;

    CsvWriter(Writer out) {
        this.out = out;
    }

    void header(List<String> columns) throws IOException {
        out.write(BYTE_ORDER_MARK + String.join(",", columns) + END);
    }

    /** Null is nothing, an empty text two quotation marks; lists and objects are JSON. */
    void row(List<JsonNode> values) throws IOException {
        String separator = "";
        for (JsonNode value : values) {
            out.write(separator);
            out.write(cell(value));
            separator = ",";
        }
        out.write(END);
    }

    private static String cell(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        if (value.isNumber()) {
            return value.decimalValue().toPlainString();
        }
        if (value.isBoolean()) {
            return value.asText();
        }
        return quoted(value.isTextual() ? harmless(value.textValue()) : value.toString());
    }

    private static String harmless(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
