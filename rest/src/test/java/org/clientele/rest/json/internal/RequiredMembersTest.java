package org.clientele.rest.json.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clientele.Problem;
import org.clientele.rest.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequiredMembersTest {
    record Name(String system, String id) {}

    record Body(
            Optional<String> text,
            Optional<List<Name>> names,
            @Nullable Set<String> tags,
            @Nullable Map<String, @Nullable Object> fields) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"names":[{"id":"x"}]}                 | /names/0/system
                    {"names":[{"system":null,"id":"x"}]}   | /names/0/system
                    {"names":[null]}                       | /names/0
                    {"tags":["a",null]}                    | /tags/1
                    """)
    void whatIsMissingIsPointedAt(String document, String pointer) {
        assertThatThrownBy(() -> read(document)).isInstanceOfSatisfying(Problem.Invalid.class, problem -> {
            assertThat(problem.violations().get(0).pointer()).isEqualTo(pointer);
            assertThat(problem.violations().get(0).code()).isEqualTo("required");
        });
    }

    @Test
    void whatIsOptionalMayBeMissingOrNull() {
        assertThat(read("{}").text()).isEmpty();
        assertThat(read("{\"text\":null,\"names\":null}").names()).isEmpty();
        assertThat(read("{\"fields\":{\"a\":null}}").fields()).containsKey("a");
    }

    private static Body read(String document) {
        return Json.read(document.getBytes(StandardCharsets.UTF_8), Body.class);
    }
}
