package org.clientele.export.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import org.clientele.Money;
import org.clientele.attribute.Attribute;
import org.clientele.customer.CustomerRow;
import org.clientele.export.ExportWriter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** Writes a workbook and keeps few rows of it. When a sheet is full another one begins. */
final class XlsxWriter implements ExportWriter {
    private static final String DATE = "yyyy\\-mm\\-dd";
    private static final String TIME = "yyyy\\-mm\\-dd\\ hh:mm:ss";
    /** Excel takes 1900 for a leap year: days before its March are one off. */
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 3, 1);

    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
    /** Its numbers have 15 digits. */
    private static final long MOST_EXACT = 1_000_000_000_000_000L;

    private static final int ROWS_KEPT = 200;
    private static final int MOST_SPACED = 10_000;

    private final List<Attribute> columns;
    private final Headers headers;
    private final int mostRows;
    private final Workbook workbook;
    private final Map<String, String> moneyFormats = new HashMap<>();
    private int sheets;
    private Worksheet sheet;
    private int rows;
    private int spaced;

    /** @param mostRows of a sheet */
    XlsxWriter(List<Attribute> columns, Headers headers, int mostRows, OutputStream out) {
        this.columns = columns;
        this.headers = headers;
        this.mostRows = mostRows;
        this.workbook = new Workbook(out, "Clientele", null);
        workbook.setCompressionLevel(Deflater.BEST_SPEED);
        this.sheet = nextSheet();
    }

    private Worksheet nextSheet() {
        sheets++;
        rows = 0;
        Worksheet next = workbook.newWorksheet(sheets == 1 ? "Customers" : "Customers " + sheets);
        for (int i = 0; i < columns.size(); i++) {
            next.width(i, width(columns.get(i)));
        }
        if (headers != Headers.NONE) {
            next.freezePane(0, 1);
            for (int i = 0; i < columns.size(); i++) {
                next.inlineString(
                        0, i, XlsxText.of(headers.above(columns.get(i)).orElse("")));
                next.style(0, i).bold().set();
            }
            rows++;
        }
        return next;
    }

    private static int width(Attribute column) {
        return switch (column.type()) {
            case DATE, INTEGER, DECIMAL -> 12;
            case TIMESTAMP -> 20;
            case BOOLEAN -> 10;
            case MONEY -> 18;
            case UUID -> 38;
            default -> 24;
        };
    }

    @Override
    public void row(CustomerRow customer) throws IOException {
        if (rows == mostRows) {
            sheet.finish();
            sheet = nextSheet();
        }
        List<@Nullable Object> values = customer.values();
        for (int i = 0; i < columns.size(); i++) {
            Object value = values.get(i);
            if (value != null) {
                cell(i, value);
            }
        }
        rows++;
        if (rows % ROWS_KEPT == 0) {
            sheet.flush();
        }
    }

    private void cell(int column, Object value) {
        if (value instanceof Long number && Math.abs(number) < MOST_EXACT) {
            sheet.value(rows, column, number);
        } else if (value instanceof Money money && Math.abs(money.amount()) < MOST_EXACT) {
            sheet.value(rows, column, Decimals.of(money));
            sheet.style(rows, column).format(format(money.currency())).set();
        } else if (value instanceof Double number && Double.isFinite(number)) {
            sheet.value(rows, column, number);
        } else if (value instanceof Boolean truth) {
            sheet.value(rows, column, truth);
        } else if (value instanceof LocalDate date && isDay(date)) {
            sheet.value(rows, column, date);
            sheet.style(rows, column).format(DATE).set();
        } else if (value instanceof Instant instant && isDay(utc(instant).toLocalDate())) {
            sheet.value(rows, column, utc(instant));
            sheet.style(rows, column).format(TIME).set();
        } else if (value instanceof List<?> codes) {
            text(column, CsvWriter.joined(codes));
        } else if (value instanceof Money money) {
            text(column, Decimals.of(money).toPlainString() + " " + money.currency());
        } else {
            text(column, value.toString());
        }
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static boolean isDay(LocalDate date) {
        return !date.isBefore(FIRST_DAY) && !date.isAfter(LAST_DAY);
    }

    private String format(String currency) {
        return moneyFormats.computeIfAbsent(currency, code -> {
            int digits = Decimals.digits(code);
            return "#,##0" + (digits == 0 ? "" : "." + "0".repeat(digits)) + "\\ \"" + code + "\"";
        });
    }

    /** Within the rows: the workbook's table of texts stays in memory until the end. But there only are spaces at their ends kept. */
    private void text(int column, String text) {
        String cell = XlsxText.of(text);
        if (cell.length() > cell.strip().length() && spaced < MOST_SPACED) {
            spaced++;
            sheet.value(rows, column, cell);
        } else if (!cell.isEmpty()) {
            sheet.inlineString(rows, column, cell);
        }
    }

    @Override
    public void end() throws IOException {
        workbook.finish();
    }
}
