package org.clientele.export.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.clientele.Money;
import org.clientele.Problem;
import org.clientele.attribute.Attribute.Type;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvFormatTest {
    private static final UUID ID = UUID.fromString("00000000-0000-7000-8000-000000000001");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "with \"quotes\"",
                "two\nlines",
                "two\r\nlines",
                "a,b;c|d\te",
                " around ",
                "\uD83D\uDC69\u200D\uD83D\uDE80 Zo\u00EB",
                "\u0645\u0631\u062D\u0628\u0627 \u05E9\u05DC\u05D5\u05DD",
                "\"",
                "\"\"",
                "x=1+1",
                "1-2",
                "\u4E2D\u6587"
            })
    void aTextComesBackAsItIs(String text) throws IOException {
        assertThat(read(csv(Map.of(), text, "next"), ',').get(1)).containsExactly(text, "next");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+4930123",
                "-2",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "  =1",
                "\u00A0=1",
                "\"=1\"",
                "'=1",
                " \"' =cmd|' /C calc'!A0",
                "\uFEFF=1",
                "\u200B@x",
                "\uFF1D1",
                "\tplain"
            })
    void whatASpreadsheetWouldComputeBeginsWithAnApostrophe(String text) throws IOException {
        assertThat(read(csv(Map.of(), text, "next"), ',').get(1)).containsExactly("'" + text, "next");
        // A column that another separator makes of it does not begin with it either.
        assertThat(new String(csv(Map.of(), "x;" + text + ",y"), UTF_8)).contains("\"x;");
    }

    @Test
    void numbersStayNumbers() {
        String csv = text(
                Map.of("header", "none"), -5L, Long.MIN_VALUE, -0.5, 1e300, new Money(-124_899, "USD"), true, null);
        assertThat(csv)
                .startsWith("-5,-9223372036854775808,-0.5,1")
                .endsWith(",-1248.99,true,\r\n")
                .doesNotContain("'", "E");
    }

    @Test
    void amountsHaveTheDigitsOfTheirCurrency() {
        assertThat(text(
                        Map.of("header", "none"),
                        new Money(5, "EUR"),
                        new Money(5, "JPY"),
                        new Money(5, "KWD"),
                        new Money(Long.MIN_VALUE, "EUR")))
                .isEqualTo("0.05,5,0.005,-92233720368547758.08\r\n");
        assertThat(text(Map.of("currencies", "true"), new Money(5, "EUR"), "x"))
                .isEqualTo("a,a.currency,b\r\n0.05,EUR,x\r\n");
    }

    @Test
    void excelInGermanyReadsIt() {
        assertThat(text(
                        Map.of(
                                "separator",
                                ";",
                                "decimal",
                                "comma",
                                "bom",
                                "true",
                                "lineEnding",
                                "lf",
                                "header",
                                "label"),
                        new Money(5, "EUR"),
                        1.5,
                        "a;b"))
                .isEqualTo("\uFEFFThe a;The b;The c\n0,05;1,5;\"a;b\"\n");
        assertThat(text(Map.of("decimal", ","), new Money(5, "EUR"), 1.5, 2.0)).endsWith("\r\n\"0,05\",\"1,5\",2\r\n");
    }

    @Test
    void datesTimesIdsAndCodesAreTexts() {
        assertThat(text(
                        Map.of("header", "none", "separator", "tab"),
                        LocalDate.of(2026, 1, 2),
                        Instant.parse("2026-01-02T03:04:05Z"),
                        Instant.parse("2026-01-02T03:04:05.000678Z"),
                        ID,
                        List.of("vip", "new"),
                        List.of(),
                        List.of("-x")))
                .isEqualTo("2026-01-02\t2026-01-02T03:04:05Z\t2026-01-02T03:04:05.000678Z\t" + ID
                        + "\t\"vip, new\"\t\t'-x\r\n");
    }

    @Test
    void anEmptyCellIsNoEmptyLine() throws IOException {
        assertThat(read(csv(Map.of("header", "none"), (Object) null), ',')).hasSize(1);
    }

    @Test
    void wrongOptionsAreRefused() {
        refused("separator", "x", "value");
        refused("bom", "yes", "value");
        refused("colour", "red", "unknown-option");
        refused("a/b", "", "unknown-option");
    }

    private static void refused(String option, String value, String code) {
        assertThatThrownBy(() -> csv(Map.of(option, value), "x"))
                .isInstanceOfSatisfying(Problem.Invalid.class, problem -> {
                    assertThat(problem.violations().get(0).pointer())
                            .isEqualTo("/options/" + option.replace("/", "~1"));
                    assertThat(problem.violations().get(0).code()).isEqualTo(code);
                });
    }

    private static String text(Map<String, String> options, @Nullable Object... values) {
        return new String(csv(options, values), UTF_8);
    }

    private static byte[] csv(Map<String, String> options, @Nullable Object... values) {
        Type[] types = new Type[values.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = values[i] instanceof Money ? Type.MONEY : values[i] instanceof List ? Type.CODES : Type.TEXT;
        }
        return Cells.file(new CsvFormat(), options, Cells.columns(types), List.of(Cells.row(values)));
    }

    private static List<List<String>> read(byte[] csv, char separator) throws IOException {
        try (CSVParser parser = CSVParser.parse(
                new String(csv, UTF_8),
                CSVFormat.RFC4180.builder().setDelimiter(separator).get())) {
            return parser.getRecords().stream().map(CSVRecord::toList).toList();
        }
    }
}
