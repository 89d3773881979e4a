package org.clientele.subject.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/**
 * CSV (RFC 4180) for people with a spreadsheet. Texts stand in quotation marks whatever they hold, since a spreadsheet may take another
 * character for the separator; one that would be taken for a formula has an apostrophe before it.
 */
final class CsvWriter {
    /** By which a spreadsheet sees that it is UTF-8. */
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private static final CSVFormat QUOTED =
            CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL_NON_NULL).get();
    private static final String FORMULA = "=+-@\t\r\n";

    private final Writer out;

    CsvWriter(Writer out) {
        this.out = out;
    }

    void header(List<String> columns) throws IOException {
        out.write(BYTE_ORDER_MARK);
        CSVFormat.RFC4180.printRecord(out, columns.toArray());
    }

    /** Null is nothing, an empty text two quotation marks; lists and objects are JSON. */
    void row(List<JsonNode> values) throws IOException {
        for (int i = 0; i < values.size(); i++) {
            cell(values.get(i), i == 0);
        }
        QUOTED.println(out);
    }

    private void cell(JsonNode value, boolean first) throws IOException {
        if (value.isNull() || value.isMissingNode()) {
            QUOTED.print(null, out, first);
        } else if (value.isNumber()) {
            CSVFormat.RFC4180.print(value.decimalValue().toPlainString(), out, first);
        } else if (value.isBoolean()) {
            CSVFormat.RFC4180.print(value.asText(), out, first);
        } else {
            QUOTED.print(value.isTextual() ? harmless(value.textValue()) : value.toString(), out, first);
        }
    }

    private static String harmless(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
