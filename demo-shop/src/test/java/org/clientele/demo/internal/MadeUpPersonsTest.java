package org.clientele.demo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MadeUpPersonsTest {
    private static List<JsonNode> persons() throws IOException {
        try (MappingIterator<JsonNode> lines =
                new ObjectMapper().readerFor(JsonNode.class).readValues(MadeUpPersons.ndjson(Month.customers()))) {
            return lines.readAll();
        }
    }

    @Test
    void everyCustomerOfTheMonthHasOne() throws IOException {
        assertThat(persons()).hasSize(798);
        assertThat(persons())
                .extracting(person -> person.path("email").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void theyAreTheSameEachTime() {
        assertThat(MadeUpPersons.ndjson(Month.customers())).isEqualTo(MadeUpPersons.ndjson(Month.customers()));
    }

    @Test
    void nobodyCanBeMistakenForReal() throws IOException {
        assertThat(persons()).allSatisfy(person -> {
            assertThat(person.path("email").asText()).matches("[a-z]+\\.[a-z]+\\.\\d+@example\\.(com|org|net)");
            assertThat(person.path("tags").path(0).asText()).isEqualTo("demo");
        });
    }

    @Test
    void addressesLieInRealCountries() throws IOException {
        Set<String> countries = Set.of(Locale.getISOCountries());
        assertThat(persons())
                .extracting(person ->
                        person.path("addresses").path(0).path("country").asText())
                .allMatch(countries::contains);
    }
}
