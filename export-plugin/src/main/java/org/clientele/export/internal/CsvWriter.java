package org.clientele.export.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.clientele.Money;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.customer.CustomerRow;
import org.clientele.export.ExportWriter;
import org.jspecify.annotations.Nullable;

/** Texts that a spreadsheet would compute begin with an apostrophe; numbers, dates and ids are what they are. */
final class CsvWriter implements ExportWriter {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final OutputStream out;
    private final List<Attribute> columns;
    private final Type[] types;
    private final Dialect dialect;
    private final boolean currencies;
    private final Utf8 line = new Utf8();

    /**
     * @param separator between cells
     * @param decimal before the fraction of a number
     * @param crLf whether lines end as RFC 4180 has it
     */
    record Dialect(char separator, char decimal, boolean crLf) {}

    /** @param currencies whether a column of money has one with its currencies beside it */
    CsvWriter(OutputStream out, List<Attribute> columns, Dialect dialect, boolean currencies) {
        this.out = out;
        this.columns = columns;
        this.types = columns.stream().map(Attribute::type).toArray(Type[]::new);
        this.dialect = dialect;
        this.currencies = currencies;
    }

    void begin(boolean bom, Headers headers) throws IOException {
        if (bom) {
            out.write(BYTE_ORDER_MARK);
        }
        if (headers == Headers.NONE) {
            return;
        }
        for (int i = 0; i < types.length; i++) {
            separate(i);
            text(headers.above(columns.get(i)).orElse(""));
            if (currencies && types[i] == Type.MONEY) {
                line.put(dialect.separator());
                text(headers.aboveCurrency(columns.get(i)).orElse(""));
            }
        }
        endLine();
    }

    @Override
    public void row(CustomerRow row) throws IOException {
        List<@Nullable Object> values = row.values();
        for (int i = 0; i < types.length; i++) {
            separate(i);
            cell(types[i], values.get(i));
        }
        endLine();
    }

    private void separate(int column) {
        line.room(Utf8.SOME);
        if (column > 0) {
            line.put(dialect.separator());
        }
    }

    private void endLine() throws IOException {
        line.room(Utf8.SOME);
        if (line.isEmpty()) {
            // An empty line is no row to many readers.
            line.ascii("\"\"");
        }
        if (dialect.crLf()) {
            line.put('\r');
        }
        line.put('\n');
        line.writeTo(out);
    }

    private void cell(Type type, @Nullable Object value) {
        if (value instanceof String text) {
            text(text);
        } else if (value instanceof Long number) {
            line.number(number);
        } else if (value instanceof Money money) {
            money(Decimals.of(money));
        } else if (value instanceof Instant instant) {
            line.time(instant);
        } else if (value instanceof Double decimal) {
            decimal(Decimals.text(decimal));
        } else if (value instanceof List<?> codes) {
            text(joined(codes));
        } else if (value != null) {
            // Dates, ids, true and false: ASCII, and never taken for anything else.
            line.ascii(value.toString());
        }
        if (currencies && type == Type.MONEY) {
            line.put(dialect.separator());
            if (value instanceof Money money) {
                line.ascii(money.currency());
            }
        }
    }

    static String joined(List<?> codes) {
        if (codes.size() == 1) {
            return codes.get(0).toString();
        }
        StringBuilder text = new StringBuilder();
        for (Object code : codes) {
            text.append(text.isEmpty() ? "" : ", ").append(code);
        }
        return text.toString();
    }

    private void money(Decimals.Amount amount) {
        boolean quoted = cutsNumbers() && amount.digits() > 0;
        if (quoted) {
            line.put('"');
        }
        line.amount(amount, dialect.decimal());
        if (quoted) {
            line.put('"');
        }
    }

    private void decimal(String text) {
        boolean quoted = cutsNumbers() && text.indexOf('.') >= 0;
        if (quoted) {
            line.put('"');
        }
        line.ascii(dialect.decimal() == '.' ? text : text.replace('.', dialect.decimal()));
        if (quoted) {
            line.put('"');
        }
    }

    private boolean cutsNumbers() {
        return dialect.decimal() == dialect.separator();
    }

    /** Most texts are plain: those are written at once, and the others again. */
    private void text(String text) {
        // As many quotes as there may be, and two around them.
        line.room(text.length() * Utf8.WIDEST + Utf8.SOME);
        int start = line.length();
        boolean formula = Formulas.isOne(text);
        if (formula) {
            line.put('\'');
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || isSpecial(c)) {
                line.cut(start);
                slowly(text, formula);
                return;
            }
            line.put(c);
        }
        if (hasSpaceAround(text)) {
            line.cut(start);
            slowly(text, formula);
        }
    }

    private void slowly(String text, boolean formula) {
        boolean quoted = hasSpaceAround(text) || text.chars().anyMatch(c -> isSpecial((char) c));
        if (quoted) {
            line.put('"');
        }
        if (formula) {
            line.put('\'');
        }
        for (int i = 0; i < text.length(); ) {
            if (text.charAt(i) == '"') {
                line.put('"');
            }
            i += line.character(text, i);
        }
        if (quoted) {
            line.put('"');
        }
    }

    /** Also what another separator would cut: who opens the file may have set another one. */
    private boolean isSpecial(char c) {
        return c < ' ' || c == '"' || c == ',' || c == ';' || c == '|' || c == dialect.separator();
    }

    private static boolean hasSpaceAround(String text) {
        return !text.isEmpty() && (text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ');
    }
}
