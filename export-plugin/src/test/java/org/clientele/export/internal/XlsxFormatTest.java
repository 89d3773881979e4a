package org.clientele.export.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.clientele.Money;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.customer.CustomerRow;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class XlsxFormatTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "<b>\"x\" & 'y'</b>",
                "two\nlines",
                "a\ttab",
                " around ",
                "\uD83D\uDC69\u200D\uD83D\uDE80",
                "\u0645\u0631\u062D\u0628\u0627",
                "=1+1",
                "+4930",
                "-2",
                "@x",
                "]]>"
            })
    void aTextIsATextAndComesBackAsItIs(String text) throws IOException {
        Cell cell = cells(text).get(0);
        assertThat(cell.getType()).isEqualTo(CellType.STRING);
        assertThat(cell.asString()).isEqualTo(text);
    }

    @Test
    void whatXmlCannotHoldIsReplacedAndWhatIsTooLongIsCut() throws IOException {
        assertThat(cells("a\u0001b\uD83Dc").get(0).asString()).isEqualTo("a\uFFFDb\uFFFDc");
        assertThat(cells("x".repeat(40_000)).get(0).asString()).hasSize(XlsxText.LONGEST);
        assertThat(xml("_x000D_", "xl/worksheets/sheet1.xml")).contains("_x005F_x000D_");
    }

    @Test
    void spacesAtTheEndsAreKept() throws IOException {
        assertThat(xml(" around ", "xl/sharedStrings.xml")).contains("xml:space=\"preserve\"> around <");
    }

    @Test
    void numbersDatesAndTruthsAreTyped() throws IOException {
        List<Cell> cells = cells(
                -5L,
                1.5,
                new Money(-124_899, "USD"),
                true,
                LocalDate.of(2026, 1, 2),
                Instant.parse("2026-01-02T03:04:05Z"),
                List.of("vip", "new"));
        assertThat(cells.get(0).asNumber()).isEqualByComparingTo("-5");
        assertThat(cells.get(1).asNumber()).isEqualByComparingTo("1.5");
        assertThat(cells.get(2).asNumber()).isEqualByComparingTo(new BigDecimal("-1248.99"));
        assertThat(cells.get(2).getDataFormatString()).contains("USD", "0.00");
        assertThat(cells.get(3).asBoolean()).isTrue();
        assertThat(cells.get(4).asDate()).isEqualTo(LocalDateTime.of(2026, 1, 2, 0, 0));
        assertThat(cells.get(4).getDataFormatString()).contains("yyyy");
        assertThat(cells.get(5).asDate()).isEqualTo(LocalDateTime.of(2026, 1, 2, 3, 4, 5));
        assertThat(cells.get(6).asString()).isEqualTo("vip, new");
    }

    /** Before March 1900 its days are one off, and behind 9999 there are none; its numbers have 15 digits. */
    @Test
    void whatExcelCannotHoldIsAText() throws IOException {
        List<Cell> cells = cells(
                LocalDate.of(1900, 2, 28),
                LocalDate.of(10_000, 1, 1),
                Instant.parse("1815-12-10T00:00:00Z"),
                1_234_567_890_123_456L,
                new Money(Long.MAX_VALUE, "EUR"),
                LocalDate.of(1900, 3, 1));
        assertThat(cells.get(0).asString()).isEqualTo("1900-02-28");
        assertThat(cells.get(1).asString()).isEqualTo("+10000-01-01");
        assertThat(cells.get(2).asString()).isEqualTo("1815-12-10T00:00:00Z");
        assertThat(cells.get(3).asString()).isEqualTo("1234567890123456");
        assertThat(cells.get(4).asString()).isEqualTo("92233720368547758.07 EUR");
        assertThat(cells.get(5).asDate()).isEqualTo(LocalDateTime.of(1900, 3, 1, 0, 0));
    }

    @Test
    void theHeaderStandsStill() throws IOException {
        assertThat(xml("x", "xl/worksheets/sheet1.xml")).contains("state=\"frozen\"", ">a</t>");
    }

    @Test
    void afterAFullSheetComesAnother() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Attribute> columns = Cells.columns(Type.INTEGER);
        XlsxWriter writer = new XlsxWriter(columns, Headers.LABEL, 3, out);
        for (long i = 1; i <= 5; i++) {
            writer.row(new CustomerRow(columns, Cells.row(i)));
        }
        writer.end();
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(out.toByteArray()));
                Stream<Sheet> sheets = workbook.getSheets()) {
            List<Sheet> all = sheets.toList();
            assertThat(all).extracting(Sheet::getName).containsExactly("Customers", "Customers 2", "Customers 3");
            assertThat(all.get(1).read()).extracting(row -> row.getCellText(0)).containsExactly("The a", "3", "4");
            assertThat(all.get(2).read()).extracting(row -> row.getCellText(0)).containsExactly("The a", "5");
        }
    }

    /** The library notes in one part when it wrote; nothing else differs. */
    @Test
    void theSameRowsMakeTheSameSheets() throws Exception {
        Map<String, String> first = parts("x", 1L, Instant.EPOCH);
        Map<String, String> second = parts("x", 1L, Instant.EPOCH);
        assertThat(first.remove("docProps/core.xml")).contains("dcterms:created");
        second.remove("docProps/core.xml");
        assertThat(second).isEqualTo(first).containsKey("xl/worksheets/sheet1.xml");
    }

    private static List<Cell> cells(@Nullable Object... values) throws IOException {
        try (ReadableWorkbook workbook = new ReadableWorkbook(
                new ByteArrayInputStream(file(values)), new org.dhatim.fastexcel.reader.ReadingOptions(true, false))) {
            Row row = workbook.getFirstSheet().read().get(1);
            return row.stream().toList();
        }
    }

    private static byte[] file(@Nullable Object... values) {
        Type[] types = new Type[values.length];
        java.util.Arrays.fill(types, Type.TEXT);
        return Cells.file(new XlsxFormat(), Map.of(), Cells.columns(types), List.of(Cells.row(values)));
    }

    private static String xml(String value, String part) throws IOException {
        return Objects.requireNonNull(parts(value).get(part), part);
    }

    private static Map<String, String> parts(@Nullable Object... values) throws IOException {
        Path file = Files.createTempFile("cells", ".xlsx");
        try {
            Files.write(file, file(values));
            Map<String, String> parts = new TreeMap<>();
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    parts.put(
                            entry.getName(),
                            new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            return parts;
        } finally {
            Files.delete(file);
        }
    }
}
