package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.clientele.attribute.Attribute;
import org.clientele.plugintest.PluginFixture;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

## snippet: test
final class ${Word}IT {
    private static final PluginFixture PLUGIN = PluginFixture.of("${word}");
    private static final Entries ENTRIES = new Entries(PLUGIN.transactions());
    private static final RestFixture REST = PLUGIN.serve(new ${Word}Resource(ENTRIES, PLUGIN.customers()));

    @AfterAll
    static void close() {
        REST.close();
        PLUGIN.close();
    }

    @Test
    void whatIsSaidIsKept() {
        UUID customer = PLUGIN.customer().id();
        assertThat(REST.get("/${word}/" + customer).statusCode()).isEqualTo(404);

        assertThat(say(customer, 4, "polite").statusCode()).isEqualTo(200);
        assertThat(REST.get("/${word}/" + customer).body()).contains("\"score\":4", "polite");

        assertThat(say(customer, 5, "very polite").statusCode()).isEqualTo(200);
        assertThat(ENTRIES.find(customer).map(Entry::score)).hasValue(5);
    }
## end

    @Test
    void scoresAreOneToFive() {
        UUID customer = PLUGIN.customer().id();
        HttpResponse<String> refused = say(customer, 6, "");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("/score");
    }

    @Test
    void customersOfOthersAreNotFound() {
        UUID nobody = UUID.randomUUID();
        assertThat(say(nobody, 4, "").statusCode()).isEqualTo(404);
        assertThat(REST.get("/${word}/" + nobody).statusCode()).isEqualTo(404);
    }

    @Test
    void theScoreIsAnAttribute() {
        UUID customer = PLUGIN.customer().id();
        Attribute score = new ${Word}Attributes().attributes().get(0);
        assertThat(PLUGIN.value(score, customer)).isEmpty();
        say(customer, 3, "");
        assertThat(PLUGIN.value(score, customer)).hasValue(3);
    }

    @Test
    void anErasedCustomerKeepsTheScoreWithoutTheRemark() {
        UUID customer = PLUGIN.customer().id();
        say(customer, 2, "a friend of Ada's");
        PLUGIN.erase(new ${Word}Data(ENTRIES), customer);
        assertThat(ENTRIES.find(customer).map(Entry::score)).hasValue(2);
        assertThat(ENTRIES.find(customer).flatMap(Entry::remark)).isEmpty();
    }

    @Test
    void aMergedCustomersEntryMoves() {
        UUID from = PLUGIN.customer().id();
        UUID into = PLUGIN.customer().id();
        say(from, 5, "");
        PLUGIN.merge(new ${Word}Data(ENTRIES), from, into);
        assertThat(ENTRIES.find(from)).isEmpty();
        assertThat(ENTRIES.find(into)).isPresent();
    }

    @Test
    void aCustomerIsToldTheEntry() {
        UUID customer = PLUGIN.customer().id();
        say(customer, 4, "polite");
        assertThat(PLUGIN.export(customer, new ${Word}Data(ENTRIES)).get("${word}.entry"))
                .singleElement()
                .satisfies(entry -> assertThat(entry).containsEntry("remark", "polite"));
    }

    private static HttpResponse<String> say(UUID customer, int score, String remark) {
        String body = "{\"score\":" + score + ",\"remark\":\"" + remark + "\"}";
        return REST.send("PUT", "/${word}/" + customer, body);
    }
}
