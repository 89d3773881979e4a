package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Duplicates are found, merged and separated again in the assembled product. */
final class MergesIT {
    private static final Api API = Distribution.shared().api();

    @Test
    void duplicatesAreFoundMergedAndGivenBack() {
        String name = "Quill" + UUID.randomUUID().toString().substring(0, 8);
        String into = customer(name, name + "@example.com", true);
        String from = customer(name, name + "+shop@example.com", false);
        assertThat(API.put(
                                "orders/" + name,
                                Map.of(
                                        "placedAt",
                                        "2026-01-05T10:00:00Z",
                                        "status",
                                        "completed",
                                        "currency",
                                        "EUR",
                                        "customer",
                                        Map.of("id", from),
                                        "lines",
                                        List.of(Map.of("sku", "A", "name", "A", "quantity", 1, "unitPrice", 1250))))
                        .status())
                .isEqualTo(201);
        API.post("customers/" + from + "/notes", Map.of("text", "Likes quills"));
        awaitCandidate(into);
        Api.Answer before = API.get("customers/" + from);

        Api.Answer merge = API.post("customers/" + into + "/merges", Map.of("from", List.of(from)));

        assertThat(merge.status()).as(merge.text()).isEqualTo(201);
        assertThat(API.get("customers/" + into).at("/orders")).isEqualTo("1");
        assertThat(API.get("customers/" + into + "/notes").at("/items/0/text")).isEqualTo("Likes quills");
        Api.Answer moved = API.get("customers/" + from);
        assertThat(moved.status()).isEqualTo(308);
        assertThat(moved.headers().firstValue("Location")).hasValue("/api/admin/v1/customers/" + into);

        assertThat(API.post("merges/" + merge.at("/id") + "/undo", Map.of()).status())
                .isEqualTo(200);
        assertThat(API.get("customers/" + from).text()).isEqualTo(before.text());
        assertThat(API.get("customers/" + into).at("/orders")).isEqualTo("0");
    }

    private static String customer(String lastName, String email, boolean account) {
        Api.Answer created = API.post(
                "customers", Map.of("firstName", "Ada", "lastName", lastName, "email", email, "account", account));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.at("/id");
    }

    private static void awaitCandidate(String customer) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (API.get("duplicates?customer=" + customer).at("/items/0/score").isEmpty()) {
            assertThat(System.nanoTime()).as("no candidate").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
        }
    }
}
