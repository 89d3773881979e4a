package org.clientele.view.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.segment.internal.SegmentKit.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.clientele.rest.RestFixture;
import org.clientele.segment.internal.SegmentKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Searches in links, through HTTP. */
final class SharedSearchesIT {
    private static final SegmentKit KIT = SegmentKit.open();
    private static final RestFixture REST = KIT.rest();
    private static final String[] OTHER = {"Authorization", "Bearer other"};
    private static final String SEARCH = "{\"q\":\"zoë@example.com\",\"filter\":\"orders gt 1\"}";

    @AfterAll
    static void close() {
        KIT.close();
    }

    @Test
    void whoHasTheIdHasTheSearch() {
        HttpResponse<String> made = REST.post("/searches", SEARCH);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String id = json(made).get("id").asText();
        assertThat(made.headers().firstValue("Location")).hasValue("/api/admin/v1/searches/" + id);
        assertThat(id).matches("[\\w-]+");
        JsonNode found = json(REST.get("/searches/" + id, OTHER));
        assertThat(found.get("q").asText()).isEqualTo("zoë@example.com");
        assertThat(found.get("filter").asText()).isEqualTo("orders gt 1");
    }

    @Test
    void anIdTellsNothing() {
        String one = json(REST.post("/searches", SEARCH)).get("id").asText();
        String two = json(REST.post("/searches", SEARCH)).get("id").asText();
        assertThat(one).isNotEqualTo(two);
        assertThat(new String(java.util.Base64.getUrlDecoder().decode(one), java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain("example");
    }

    @Test
    void whatWasNotMadeHereIsNotFound() {
        String id = json(REST.post("/searches", "{\"q\":\"ada\"}")).get("id").asText();
        char last = id.charAt(id.length() / 2);
        String other = id.replace(last, last == 'A' ? 'B' : 'A');
        for (String wrong : new String[] {other, id.substring(4), "a", "another1", "%C3%A4"}) {
            assertThat(REST.get("/searches/" + wrong).statusCode()).as(wrong).isEqualTo(404);
        }
    }

    @Test
    void whatIsNoSearchOrTooLongIsRefused() {
        assertThat(REST.post("/searches", "{}").body()).contains("\"required\"");
        assertThat(REST.post("/searches", "{\"q\":\"" + "x".repeat(501) + "\"}").body())
                .contains("\"/q\"", "\"too-long\"");
        assertThat(REST.post("/searches", "{\"q\":5}").statusCode()).isEqualTo(400);
    }
}
