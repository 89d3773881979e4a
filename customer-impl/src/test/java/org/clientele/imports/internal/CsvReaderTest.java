package org.clientele.imports.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CsvReaderTest {
    private static List<CsvReader.Row> rows(byte[] file, char separator, Charset charset) throws IOException {
        List<CsvReader.Row> rows = new ArrayList<>();
        try (CsvReader reader = new CsvReader(new ByteArrayInputStream(file), separator, charset)) {
            for (Optional<CsvReader.Row> row = reader.next(); row.isPresent(); row = reader.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }

    private static List<CsvReader.Row> rows(String file) throws IOException {
        return rows(ImportKit.utf8(file), ',', StandardCharsets.UTF_8);
    }

    @Test
    void fieldsAreSplitAndQuotesTakenOff() throws IOException {
        assertThat(rows("a,\"b,\"\"c\"\"\",\r\n\"\",d"))
                .extracting(CsvReader.Row::fields)
                .containsExactly(List.of("a", "b,\"c\"", ""), List.of("", "d"));
    }

    @Test
    void linesAreCountedThroughQuotedOnes() throws IOException {
        assertThat(rows("a\n\"b\nc\"\nd\n")).extracting(CsvReader.Row::line).containsExactly(1L, 2L, 4L);
    }

    @Test
    void aBrokenRowDoesNotHurtTheNext() throws IOException {
        List<CsvReader.Row> rows = rows("\"a\"x,b\nc\n\"never closed");
        assertThat(rows)
                .extracting(CsvReader.Row::fault)
                .containsExactly(Optional.of("text-after-quote"), Optional.empty(), Optional.of("unclosed-quote"));
    }

    @Test
    void otherCharsetsAreReadAndWrongBytesFound() throws IOException {
        byte[] latin = "é;b\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(rows(latin, ';', StandardCharsets.ISO_8859_1).get(0).fields())
                .containsExactly("é", "b");
        assertThat(rows(latin, ';', StandardCharsets.UTF_8).get(0).fault()).contains("charset");
    }

    @Test
    void aRowThatIsTooLongIsSkipped() throws IOException {
        List<CsvReader.Row> rows = rows("x".repeat(1_100_000) + "\nb\n");
        assertThat(rows).extracting(CsvReader.Row::fault).containsExactly(Optional.of("too-long"), Optional.empty());
    }

    @Test
    void aQuoteThatIsNeverClosedDoesNotTakeTheWholeFile() throws IOException {
        List<CsvReader.Row> rows = rows("\"never closed\n" + "x\n".repeat(600_000) + "b\n");
        assertThat(rows.get(0).fault()).contains("too-long");
        assertThat(rows.get(rows.size() - 1).line()).isEqualTo(600_002);
        assertThat(rows.get(rows.size() - 1).fields()).containsExactly("b");
        assertThat(rows.subList(1, rows.size())).allMatch(row -> row.fault().isEmpty());
    }
}
