package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Exports of one distribution. */
record Exporting(Distribution distribution) {
    String begin(Map<String, Object> wanted) {
        Api.Answer begun = distribution.api().post("exports", wanted);
        assertThat(begun.status()).as(begun.text()).isEqualTo(202);
        assertThat(begun.headers().firstValue("Location"))
                .hasValueSatisfying(at -> assertThat(at).endsWith(begun.at("/id")));
        return begun.at("/export");
    }

    void await(String id) throws Exception {
        Until.within(Duration.ofSeconds(120), "the export", () -> {
            String state = distribution.api().get("operations/" + id).at("/state");
            assertThat(state).isNotIn("failed", "cancelled");
            return state.equals("succeeded");
        });
    }

    HttpResponse<byte[]> download(String id) throws Exception {
        URI file = distribution.address().resolve("/api/admin/v1/exports/" + id + "/file");
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(file)
                                .header("Authorization", "Bearer " + Distribution.ADMIN_TOKEN)
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }
}
