package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Segments and saved views with the assembled product. */
final class SegmentsIT {
    private static final Api API = Distribution.shared().api();

    @Test
    void aSegmentIsPreviewedSavedExplainedAndListed() {
        String tag = unique();
        String customer = customer(tag);
        String filter = "tags eq \"" + tag + "\" and newsletter eq true";
        assertThat(API.post("segments/preview", Map.of("filter", filter)).at("/count"))
                .isEqualTo("1");
        Api.Answer segment = API.post("segments", Map.of("name", "Größte 漢字", "filter", filter));
        assertThat(segment.status()).isEqualTo(201);
        String id = segment.at("/id");
        assertThat(API.get("customers?filter=segments%20eq%20%22" + id + "%22").at("/items/0/id"))
                .isEqualTo(customer);
        Api.Answer why = API.get("segments/" + id + "/explain?customerId=" + customer);
        assertThat(why.at("/matches")).isEqualTo("true");
        assertThat(why.at("/clause/clauses/0/result")).isEqualTo("true");
        assertThat(API.patch("segments/" + id, Map.of("filter", "segments eq \"" + id + "\""), "If-Match", "*")
                        .at("/errors/0/code"))
                .isEqualTo("segment-cycle");

        Api.Answer view = API.post(
                "views", Map.of("name", "V", "columns", List.of("reference"), "segment", id, "sort", "-createdAt"));
        assertThat(view.status()).isEqualTo(201);
        assertThat(API.get("customers?view=" + view.at("/id")).at("/page/totalItems"))
                .isEqualTo("1");
        assertThat(API.delete("segments/" + id, "If-Match", "*").at("/code")).isEqualTo("in-use");
        assertThat(API.delete("views/" + view.at("/id"), "If-Match", "*").status())
                .isEqualTo(204);
        assertThat(API.delete("segments/" + id, "If-Match", "*").status()).isEqualTo(204);
    }

    @Test
    void theCountFollowsWithinAMinute() throws InterruptedException {
        String tag = unique();
        Api.Answer segment = API.post("segments", Map.of("name", "Tagged", "filter", "tags eq \"" + tag + "\""));
        assertThat(segment.at("/count")).isEqualTo("0");
        customer(tag);
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!API.get("segments/" + segment.at("/id")).at("/count").equals("1")) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(500);
        }
    }

    private static String customer(String tag) {
        return API.post("customers", Map.of("newsletter", true, "tags", List.of(tag)))
                .at("/id");
    }

    private static String unique() {
        return "s" + UUID.randomUUID().toString().substring(0, 8);
    }
}
