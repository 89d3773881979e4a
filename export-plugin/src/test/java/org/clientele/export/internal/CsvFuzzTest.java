package org.clientele.export.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.clientele.attribute.Attribute.Type;
import org.jspecify.annotations.Nullable;

/**
 * The CSV writer under a fuzzer. The build repeats what was found once, the files of {@code CsvFuzzTestInputs}; {@code JAZZER_FUZZ=1 mvn
 * test -pl export-plugin -Dtest=CsvFuzzTest} searches for more.
 */
final class CsvFuzzTest {
    private static final int COLUMNS = 3;

    @FuzzTest(maxDuration = "60s")
    void anotherReaderReadsAsManyCells(FuzzedDataProvider data) throws IOException {
        char separator = ",;|\t".charAt(data.consumeInt(0, 3));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        while (data.remainingBytes() > 0 && rows.size() < 50) {
            rows.add(Cells.row(data.consumeString(40), data.consumeLong(), data.consumeString(40)));
        }
        byte[] csv = Cells.file(
                new CsvFormat(),
                Map.of("separator", String.valueOf(separator)),
                Cells.columns(Type.TEXT, Type.INTEGER, Type.TEXT),
                rows);
        try (CSVParser parser = CSVParser.parse(
                new String(csv, UTF_8),
                CSVFormat.RFC4180.builder().setDelimiter(separator).get())) {
            List<CSVRecord> records = parser.getRecords();
            assertThat(records).hasSize(rows.size() + 1);
            for (int i = 0; i < rows.size(); i++) {
                CSVRecord read = records.get(i + 1);
                assertThat(read.size()).isEqualTo(COLUMNS);
                assertThat(read.get(1)).isEqualTo(String.valueOf(rows.get(i).get(1)));
                for (int column : new int[] {0, 2}) {
                    String cell = read.get(column);
                    assertThat(cell.startsWith("'") || !Formulas.isOne(cell)).isTrue();
                }
            }
        }
    }
}
