package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** All that is kept of a customer, by whatever bundle, in the assembled product. */
final class SubjectExportIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String WATCHLIST = "features/clientele-watchlist";

    private final Distribution distribution = Distribution.shared();
    private final Api api = distribution.api();
    private final String word = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void everyBundleTellsWhatItKeepsAlsoWhileItIsOff() throws Exception {
        String customer = customer("Ada");
        String guest = customer("A.");
        order(customer);
        ok(api.post("customers/" + customer + "/notes", Map.of("text", "=1+1 \"quoted\"\n👩‍🚀")));
        ok(api.put("watchlist/" + customer, Map.of("reason", "Pays late")));
        ok(api.post("loyalty/accounts/" + customer + "/entries", Map.of("points", 40, "reason", "Sorry " + word)));
        ok(api.put("products/" + word, Map.of("name", "Tea", "price", Map.of("amount", 900, "currency", "EUR"))));
        ok(api.post(
                "carts",
                Map.of(
                        "customerId",
                        customer,
                        "currency",
                        "EUR",
                        "lines",
                        List.of(Map.of("sku", word, "quantity", 2)))));
        ok(api.post("customers/" + customer + "/merges", Map.of("from", List.of(guest))));

        ok(api.put(WATCHLIST, Map.of("enabled", false)));
        Map<String, String> files;
        try {
            files = zip(customer);
        } finally {
            ok(api.put(WATCHLIST, Map.of("enabled", true)));
            Until.within(SOON, "the watchlist", () -> api.get("watchlist").status() == 200);
        }

        JsonNode document = new ObjectMapper().readTree(files.get("customer.json"));
        JsonNode tables = document.get("tables");
        assertThat(document.get("untold")).as("tables that nobody tells").isEmpty();
        assertThat(tables.at("/customer.customer/0/first_name").asText()).isEqualTo("Ada");
        assertThat(tables.at("/customer.orders/0/number").asText()).isEqualTo("X" + word);
        assertThat(tables.at("/customer.note/0/text").asText()).isEqualTo("=1+1 \"quoted\"\n👩‍🚀");
        assertThat(tables.at("/watchlist.entry/0/reason").asText()).isEqualTo("Pays late");
        assertThat(tables.get("loyalty.entry").findValuesAsText("reason")).contains("Sorry " + word);
        assertThat(tables.at("/cart.cart/0/lines/0/sku").asText()).isEqualTo(word);
        assertThat(tables.get("customer.merge_entry").findValuesAsText("first_name"))
                .contains("A.");
        assertThat(tables.get("customer.audit_entry")).isNotEmpty();
        assertThat(files.get("csv/customer.note.csv")).contains("\"'=1+1 \"\"quoted\"\"\n👩‍🚀\"\r\n");
        assertThat(files.get("README.txt"))
                .contains("csv/watchlist.entry.csv (1)")
                .doesNotContain("NOT COMPLETE");
        tables.fieldNames().forEachRemaining(table -> assertThat(files).containsKey("csv/" + table + ".csv"));

        assertThat(api.get("customers/" + guest + "/export?format=json").status())
                .isEqualTo(308);
        Until.within(SOON, "the audit", () -> api.get("audit?customerId=" + customer + "&action=customer.exported")
                .at("/items/0/action")
                .equals("customer.exported"));
    }

    @Test
    void anExportNeedsItsScopeAndThatOfPersonalData() {
        String customer = customer("Ida");
        for (List<String> scopes : List.of(
                List.of("customers:read", "customers.pii:read"), List.of("customers:read", "customers:export"))) {
            Api few = api.withKey(ok(api.post("keys", Map.of("name", "few", "scopes", scopes)))
                    .at("/token"));
            assertThat(few.get("customers/" + customer + "/export").at("/code")).isEqualTo("scope-missing");
        }
    }

    private Map<String, String> zip(String customer) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(distribution.address() + "/api/admin/v1/customers/" + customer + "/export"))
                .header("Authorization", "Bearer " + Distribution.ADMIN_TOKEN)
                .build();
        HttpResponse<byte[]> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private String customer(String firstName) {
        return ok(api.post("customers", Map.of("firstName", firstName, "lastName", "Lovelace")))
                .at("/id");
    }

    private void order(String customer) {
        ok(api.put(
                "orders/X" + word,
                Map.of(
                        "placedAt",
                        "2026-01-05T10:00:00Z",
                        "status",
                        "completed",
                        "currency",
                        "EUR",
                        "customer",
                        Map.of("id", customer),
                        "lines",
                        List.of(Map.of("sku", "A", "name", "A", "quantity", 1, "unitPrice", 1250)))));
    }

    private static Api.Answer ok(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 204);
        return answer;
    }
}
