package org.clientele.imports.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.clientele.Problem;
import org.clientele.imports.internal.Item.Position;
import org.clientele.rest.Json;
import org.junit.jupiter.api.Test;

/** Documents whose rows are far from each other. */
final class CsvItemsTest {
    private static final long MOST_WAITING = 1 << 20;

    @Test
    void aFewWideRowsThatWaitAreTooScattered() {
        String file = scattered(600, 30);
        assertThat(file.length()).isLessThan(100_000);
        assertThatThrownBy(() -> documents(file))
                .isInstanceOfSatisfying(Problem.Unprocessable.class, problem -> assertThat(problem.code())
                        .isEqualTo("too-scattered"));
    }

    @Test
    void aFewLongRowsThatWaitAreTooScattered() {
        String text = "x".repeat(10_000);
        String file = "Id,Text\n"
                + IntStream.range(0, 120)
                        .mapToObj(i -> i + "," + text + "\n")
                        .collect(Collectors.joining())
                        .repeat(2);
        assertThatThrownBy(() -> documents(file))
                .isInstanceOfSatisfying(Problem.Unprocessable.class, problem -> assertThat(problem.code())
                        .isEqualTo("too-scattered"));
    }

    @Test
    void manyRowsMayWait() throws IOException {
        assertThat(documents(scattered(2_500, 2))).isEqualTo(2_500);
    }

    @Test
    void manyMoreRowsComeIfTheyDoNotWaitForLong() throws IOException {
        String some = scattered(400, 30);
        String rows = some.substring(some.indexOf('\n') + 1);
        String file = some
                + IntStream.range(1, 6)
                        .mapToObj(i -> rows.replaceAll("(?m)^", i + "-"))
                        .collect(Collectors.joining());
        assertThat(documents(file)).isEqualTo(2_400);
    }

    /** Documents of two rows each: all the first ones, then all the second ones. */
    private static String scattered(int documents, int columns) {
        String names = IntStream.range(1, columns).mapToObj(i -> ",C" + i).collect(Collectors.joining());
        String rows = IntStream.range(0, documents)
                .mapToObj(i -> i + ",1".repeat(columns - 1) + "\n")
                .collect(Collectors.joining());
        return "Id" + names + "\n" + rows + rows;
    }

    private static int documents(String file) throws IOException {
        String json = "{\"type\":\"things\",\"group\":\"Id\",\"document\":{\"id\":{\"column\":\"Id\"}}}";
        Mapping mapping = Json.read(json.getBytes(StandardCharsets.UTF_8), Mapping.class);
        try (CsvItems<JsonNode> items = new CsvItems<>(
                () -> new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
                mapping.compile(),
                document -> document,
                Position.START,
                MOST_WAITING)) {
            int count = 0;
            for (Optional<Item<JsonNode>> item = items.next(); item.isPresent(); item = items.next()) {
                count++;
            }
            return count;
        }
    }
}
