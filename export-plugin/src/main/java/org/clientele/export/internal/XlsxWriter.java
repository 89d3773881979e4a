package org.clientele.export.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.clientele.Money;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.customer.CustomerRow;
import org.clientele.export.ExportWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a workbook row by row; nothing of it is kept. When a sheet is full another one begins. The same rows make the same bytes: no
 * time of writing stands in it.
 */
final class XlsxWriter implements ExportWriter {
    /** What readers have agreed on before zip files could be longer. */
    private static final long LONGEST_SHEET = 3L << 30;

    private static final long ZIP_TIME = Instant.parse("1980-01-02T00:00:00Z").toEpochMilli();
    private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);
    /** Excel takes 1900 for a leap year: days before its March are one off. */
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 3, 1);

    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
    private static final double DAY_SECONDS = 86_400;
    private static final int EXACT_DIGITS_LIMIT = 15;
    private static final long MOST_EXACT = 1_000_000_000_000_000L;

    private final List<Attribute> columns;
    private final Type[] types;
    private final byte[][] letters;
    private final Headers headers;
    private final int mostRows;
    private final ZipOutputStream zip;
    private final Utf8 xml = new Utf8();
    private final XlsxStyles styles = new XlsxStyles();
    private int sheets;
    private int row;
    private long written;

    /** @param mostRows of a sheet */
    XlsxWriter(List<Attribute> columns, Headers headers, int mostRows, OutputStream out) throws IOException {
        this.columns = columns;
        this.types = columns.stream().map(Attribute::type).toArray(Type[]::new);
        this.letters = IntStream.range(0, types.length)
                .mapToObj(i -> letters(i).getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
        this.headers = headers;
        this.mostRows = mostRows;
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        this.zip.setLevel(Deflater.BEST_SPEED);
        beginSheet();
    }

    @Override
    public void row(CustomerRow customer) throws IOException {
        if (row == mostRows || written > LONGEST_SHEET) {
            endSheet();
            beginSheet();
        }
        List<@Nullable Object> values = customer.values();
        beginRow();
        for (int i = 0; i < types.length; i++) {
            Object value = values.get(i);
            if (value != null) {
                cell(i, value);
            }
        }
        endRow();
    }

    private void cell(int column, Object value) {
        xml.room(Utf8.SOME);
        if (value instanceof Long number && Math.abs(number) < MOST_EXACT) {
            begin(column, 0);
            xml.number(number);
            endNumber();
        } else if (value instanceof Money money && Math.abs(money.amount()) < MOST_EXACT) {
            begin(column, styles.money(money.currency()));
            xml.amount(Decimals.of(money), '.');
            endNumber();
        } else if (value instanceof Double number && Double.isFinite(number)) {
            begin(column, 0);
            xml.ascii(number.toString());
            endNumber();
        } else if (value instanceof Boolean truth) {
            cell(column, 0);
            xml.ascii(truth ? " t=\"b\"><v>1</v></c>" : " t=\"b\"><v>0</v></c>");
        } else if (value instanceof LocalDate date && isDay(date)) {
            begin(column, XlsxStyles.DATE);
            xml.number(date.toEpochDay() - DAY_ZERO.toEpochDay());
            endNumber();
        } else if (value instanceof Instant instant
                && isDay(instant.atOffset(ZoneOffset.UTC).toLocalDate())) {
            begin(column, XlsxStyles.TIME);
            time(instant);
            endNumber();
        } else if (value instanceof List<?> codes) {
            text(column, 0, CsvWriter.joined(codes));
        } else if (value instanceof Money money) {
            text(column, 0, Decimals.decimal(money).toPlainString() + " " + money.currency());
        } else {
            text(column, 0, value.toString());
        }
    }

    private static boolean isDay(LocalDate date) {
        return !date.isBefore(FIRST_DAY) && !date.isAfter(LAST_DAY);
    }

    private void time(Instant instant) {
        long day = Math.floorDiv(instant.getEpochSecond(), (long) DAY_SECONDS);
        double second = Math.floorMod(instant.getEpochSecond(), (long) DAY_SECONDS) + instant.getNano() / 1e9;
        xml.number(day - DAY_ZERO.toEpochDay());
        String fraction = java.math.BigDecimal.valueOf(second / DAY_SECONDS)
                .setScale(EXACT_DIGITS_LIMIT - 4, java.math.RoundingMode.DOWN)
                .toPlainString();
        xml.ascii(fraction.substring(1));
    }

    private void text(int column, int style, String text) {
        if (text.isEmpty()) {
            return;
        }
        cell(column, style);
        xml.ascii(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        XlsxText.write(text, xml);
        xml.room(Utf8.SOME);
        xml.ascii("</t></is></c>");
    }

    private void begin(int column, int style) {
        cell(column, style);
        xml.ascii("><v>");
    }

    private void endNumber() {
        xml.ascii("</v></c>");
    }

    private void cell(int column, int style) {
        xml.ascii("<c r=\"");
        xml.put(letters[column]);
        xml.number(row);
        if (style != 0) {
            xml.ascii("\" s=\"");
            xml.number(style);
        }
        xml.put('"');
    }

    private void beginRow() {
        row++;
        xml.room(Utf8.SOME);
        xml.ascii("<row r=\"");
        xml.number(row);
        xml.ascii("\">");
    }

    private void endRow() throws IOException {
        xml.room(Utf8.SOME);
        xml.ascii("</row>");
        written += xml.length();
        xml.writeTo(zip);
    }

    private void beginSheet() throws IOException {
        sheets++;
        row = 0;
        written = 0;
        entry("xl/worksheets/sheet" + sheets + ".xml");
        put(XlsxParts.HEAD + "<worksheet xmlns=\"" + XlsxParts.MAIN + "\"><sheetViews><sheetView workbookViewId=\"0\""
                + (sheets == 1 ? " tabSelected=\"1\"" : "") + ">"
                + (headers == Headers.NONE
                        ? ""
                        : "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>")
                + "</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>" + widths() + "<sheetData>");
        if (headers != Headers.NONE) {
            beginRow();
            for (int i = 0; i < types.length; i++) {
                Optional<String> above = headers.above(columns.get(i));
                xml.room(Utf8.SOME);
                text(i, XlsxStyles.HEADER, above.orElse(""));
            }
            endRow();
        }
    }

    private String widths() {
        StringBuilder widths = new StringBuilder("<cols>");
        for (int i = 0; i < types.length; i++) {
            int width =
                    switch (types[i]) {
                        case DATE -> 12;
                        case TIMESTAMP -> 20;
                        case BOOLEAN -> 10;
                        case INTEGER, DECIMAL -> 12;
                        case MONEY -> 18;
                        case UUID -> 38;
                        default -> 24;
                    };
            widths.append("<col min=\"")
                    .append(i + 1)
                    .append("\" max=\"")
                    .append(i + 1)
                    .append("\" width=\"")
                    .append(width)
                    .append("\" customWidth=\"1\"/>");
        }
        return types.length == 0 ? "" : widths.append("</cols>").toString();
    }

    private void endSheet() throws IOException {
        put("</sheetData></worksheet>");
        zip.closeEntry();
    }

    @Override
    public void end() throws IOException {
        endSheet();
        part("xl/workbook.xml", XlsxParts.workbook(sheets));
        part("xl/_rels/workbook.xml.rels", XlsxParts.workbookParts(sheets));
        part("xl/styles.xml", styles.xml());
        part("_rels/.rels", XlsxParts.parts());
        part("[Content_Types].xml", XlsxParts.types(sheets));
        zip.finish();
    }

    private void part(String name, String content) throws IOException {
        entry(name);
        put(content);
        zip.closeEntry();
    }

    private void entry(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(java.time.LocalDateTime.ofEpochSecond(ZIP_TIME / 1_000, 0, ZoneOffset.UTC));
        zip.putNextEntry(entry);
    }

    private void put(String text) throws IOException {
        zip.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A, B, ... Z, AA, ... */
    static String letters(int column) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
            letters.insert(0, (char) ('A' + rest % 26));
        }
        return letters.toString();
    }
}
