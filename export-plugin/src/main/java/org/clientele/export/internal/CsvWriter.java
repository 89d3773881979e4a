package org.clientele.export.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;
import org.clientele.Money;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.customer.CustomerRow;
import org.clientele.export.ExportWriter;
import org.jspecify.annotations.Nullable;

/** Texts that a spreadsheet would compute begin with an apostrophe; numbers, dates and ids are what they are. */
final class CsvWriter implements ExportWriter {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /** Who opens the file may have set another one. */
    private static final String SEPARATORS = ",;|\t";

    private final OutputStream out;
    private final List<Attribute> columns;
    private final char decimal;
    private final boolean currencies;
    private final CSVFormat minimal;
    private final CSVFormat quoted;
    private final StringBuilder line = new StringBuilder(1_024);
    private boolean begun;

    /**
     * @param separator between cells
     * @param decimal before the fraction of a number
     * @param lineEnd after each row
     */
    record Dialect(char separator, char decimal, String lineEnd) {}

    /** @param currencies whether a column of money has one with its currencies beside it */
    CsvWriter(OutputStream out, List<Attribute> columns, Dialect dialect, boolean currencies) {
        this.out = out;
        this.columns = columns;
        this.decimal = dialect.decimal();
        this.currencies = currencies;
        CSVFormat.Builder format =
                CSVFormat.RFC4180.builder().setDelimiter(dialect.separator()).setRecordSeparator(dialect.lineEnd());
        this.minimal = format.setQuoteMode(QuoteMode.MINIMAL).get();
        this.quoted = format.setQuoteMode(QuoteMode.ALL).get();
    }

    void begin(boolean bom, Headers headers) throws IOException {
        if (bom) {
            out.write(BYTE_ORDER_MARK.getBytes(StandardCharsets.UTF_8));
        }
        if (headers == Headers.NONE) {
            return;
        }
        for (Attribute column : columns) {
            text(headers.above(column).orElse(""));
            if (currencies && column.type() == Type.MONEY) {
                text(headers.aboveCurrency(column).orElse(""));
            }
        }
        endLine();
    }

    @Override
    public void row(CustomerRow row) throws IOException {
        List<@Nullable Object> values = row.values();
        for (int i = 0; i < columns.size(); i++) {
            Object value = values.get(i);
            cell(value);
            if (currencies && columns.get(i).type() == Type.MONEY) {
                print(minimal, value instanceof Money money ? money.currency() : "");
            }
        }
        endLine();
    }

    private void cell(@Nullable Object value) throws IOException {
        if (value instanceof String text) {
            text(text);
        } else if (value instanceof Money money) {
            number(Decimals.of(money).toPlainString());
        } else if (value instanceof Double number) {
            number(Decimals.text(number));
        } else if (value instanceof List<?> codes) {
            text(joined(codes));
        } else {
            // Whole numbers, dates, times, ids, true and false: never taken for anything else.
            print(minimal, value == null ? "" : value.toString());
        }
    }

    private void number(String text) throws IOException {
        print(minimal, decimal == '.' ? text : text.replace('.', decimal));
    }

    private void text(String text) throws IOException {
        String harmless = Formulas.isOne(text) ? "'" + text : text;
        print(hasSeparator(text) ? quoted : minimal, harmless);
    }

    private static boolean hasSeparator(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (SEPARATORS.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private void print(CSVFormat format, String text) throws IOException {
        format.print(text, line, !begun);
        begun = true;
    }

    private void endLine() throws IOException {
        minimal.println(line);
        out.write(line.toString().getBytes(StandardCharsets.UTF_8));
        line.setLength(0);
        begun = false;
    }

    static String joined(List<?> codes) {
        return codes.size() == 1
                ? codes.get(0).toString()
                : codes.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
