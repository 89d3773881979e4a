package org.clientele.export.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.clientele.Money;
import org.clientele.Problem;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.rest.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JsonFormatTest {
    private static final List<Attribute> COLUMNS = Cells.columns(
            Type.TEXT,
            Type.INTEGER,
            Type.DECIMAL,
            Type.MONEY,
            Type.BOOLEAN,
            Type.DATE,
            Type.TIMESTAMP,
            Type.CODES,
            Type.JSON);
    private static final List<@Nullable Object> FULL = Cells.row(
            "=\"\uD83D\uDE80\"\n",
            7L,
            0.5,
            new Money(5, "EUR"),
            false,
            LocalDate.of(2026, 1, 2),
            Instant.parse("2026-01-02T03:04:05Z"),
            List.of("x", "y"),
            "{\"k\":[1,2]}");
    private static final List<@Nullable Object> EMPTY = Cells.row(null, null, null, null, null, null, null, null, null);

    @Test
    void customersAreWhatTheListTells() throws IOException {
        JsonNode array = Json.mapper().readTree(Cells.file(new JsonFormat(), Map.of(), COLUMNS, List.of(FULL, EMPTY)));
        assertThat(array).hasSize(2);
        JsonNode full = array.get(0);
        assertThat(full.get("a").asText()).isEqualTo("=\"\uD83D\uDE80\"\n");
        assertThat(full.get("d").toString()).isEqualTo("{\"amount\":5,\"currency\":\"EUR\"}");
        assertThat(full.get("f").asText()).isEqualTo("2026-01-02");
        assertThat(full.get("h").toString()).isEqualTo("[\"x\",\"y\"]");
        assertThat(full.at("/i/k/1").asInt()).isEqualTo(2);
        assertThat(array.get(1)).hasSize(9).allMatch(JsonNode::isNull);
    }

    @Test
    void eachCustomerHasALine() {
        String lines = new String(Cells.file(new NdjsonFormat(), Map.of(), COLUMNS, List.of(FULL, EMPTY)), UTF_8);
        assertThat(List.of(lines.split("\n", -1))).hasSize(3).last().isEqualTo("");
        assertThat(new String(Cells.file(new JsonFormat(), Map.of(), COLUMNS, List.of(FULL, EMPTY)), UTF_8).lines())
                .hasSize(4);
    }

    @Test
    void nobodyIsAnEmptyArray() throws IOException {
        assertThat(Json.mapper().readTree(Cells.file(new JsonFormat(), Map.of(), COLUMNS, List.of())))
                .isEmpty();
        assertThat(Cells.file(new NdjsonFormat(), Map.of(), COLUMNS, List.of())).isEmpty();
    }

    @Test
    void thereAreNoOptions() {
        assertThatThrownBy(() -> Cells.file(new JsonFormat(), Map.of("x", "y"), COLUMNS, List.of()))
                .isInstanceOf(Problem.Invalid.class);
    }
}
