package org.clientele.export.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.clientele.Money;
import org.clientele.attribute.Attribute.Type;

/** What is written is what another reader reads, whatever it is; and no text begins like a formula. */
final class CsvPropertyTest {
    private static final CsvFormat FORMAT = new CsvFormat();

    @Property(tries = 3_000)
    void textsComeBack(
            @ForAll("texts") String one,
            @ForAll("texts") String two,
            @ForAll long number,
            @ForAll("options") Map<String, String> options)
            throws IOException {
        byte[] csv = Cells.file(
                FORMAT,
                options,
                Cells.columns(Type.TEXT, Type.INTEGER, Type.TEXT),
                List.of(Cells.row(one, number, two), Cells.row(two, number, one)));
        List<CSVRecord> records =
                read(csv, options.getOrDefault("separator", ",").charAt(0));
        assertThat(records).hasSize(3);
        assertThat(bare(records.get(1).get(0))).isEqualTo(valid(one));
        assertThat(records.get(1).get(1)).isEqualTo(Long.toString(number));
        assertThat(bare(records.get(1).get(2))).isEqualTo(valid(two));
        assertThat(records.get(2).toList()).hasSize(3);
        for (CSVRecord record : records) {
            assertThat(harmless(record.get(0))).isTrue();
            assertThat(harmless(record.get(2))).isTrue();
        }
    }

    @Property(tries = 1_000)
    void amountsAreThoseOfBigDecimal(@ForAll long amount, @ForAll("currencies") String currency) {
        byte[] csv = Cells.file(
                FORMAT,
                Map.of("header", "none"),
                Cells.columns(Type.MONEY),
                List.of(Cells.row(new Money(amount, currency))));
        assertThat(new String(csv, UTF_8).strip())
                .isEqualTo(Decimals.of(new Money(amount, currency)).toPlainString());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(3, Arbitraries.strings().ofMaxLength(12)),
                net.jqwik.api.Tuple.of(
                        5,
                        Arbitraries.strings()
                                .withChars(
                                        '=', '+', '-', '@', '\t', '\r', '\n', '"', '\'', ' ', ',', ';', '|', 'a', '1',
                                        '\u00A0', '\u05D0')
                                .ofMaxLength(8)),
                net.jqwik.api.Tuple.of(
                        2,
                        Arbitraries.of(
                                "\uD83D\uDE80", "\uD83D", "\uDE80x", "\uFEFF=1", "\u202E=1", "e\u0301", "\u0000")));
    }

    @Provide
    Arbitrary<Map<String, String>> options() {
        return Arbitraries.of(",", ";", "|", "\t").flatMap(separator -> Arbitraries.of("crlf", "lf")
                .map(end -> Map.of("separator", separator, "lineEnding", end)));
    }

    @Provide
    Arbitrary<String> currencies() {
        return Arbitraries.of("EUR", "JPY", "KWD", "XAU", "ZZZ");
    }

    /** As UTF-8 can have it. */
    private static String valid(String text) {
        StringBuilder valid = new StringBuilder();
        text.codePoints()
                .forEach(point -> valid.appendCodePoint(
                        point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? '?' : point));
        return valid.toString();
    }

    private static String bare(String cell) {
        return cell.startsWith("'") && Formulas.isOne(cell.substring(1)) ? cell.substring(1) : cell;
    }

    /** As a spreadsheet sees it, without our own idea of it. */
    private static boolean harmless(String cell) {
        String seen = cell.replaceFirst("^[\\s\\p{Z}\\p{Cc}\\p{Cf}\"]*", "");
        boolean leading = !cell.isEmpty() && "\t\r\n".indexOf(cell.charAt(0)) >= 0;
        return !leading && (seen.isEmpty() || "=+-@\uFF1D\uFF0B\uFF0D\uFF20".indexOf(seen.charAt(0)) < 0);
    }

    private static List<CSVRecord> read(byte[] csv, char separator) throws IOException {
        try (CSVParser parser = CSVParser.parse(
                new String(csv, UTF_8),
                CSVFormat.RFC4180.builder().setDelimiter(separator).get())) {
            return parser.getRecords();
        }
    }
}
