package org.clientele.console.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.clientele.itests.Api;
import org.clientele.itests.Api.Answer;

/** A customer of a test, whose last name nobody else has; gone when the test ends. */
record Person(String id, String reference, String name, String email) implements AutoCloseable {
    private static final Api API = Product.api();

    static Person called(String firstName) {
        return called(firstName, Map.of());
    }

    /** With more of the body of {@code POST /customers}. */
    static Person called(String firstName, Map<String, Object> more) {
        String lastName =
                "Q" + UUID.randomUUID().toString().replaceAll("\\W", "").substring(20);
        String email = (firstName + "." + lastName + "@example.com").toLowerCase(Locale.ROOT);
        Map<String, Object> body = new java.util.HashMap<>(Map.of(
                "firstName",
                firstName,
                "lastName",
                lastName,
                "email",
                email,
                "account",
                true,
                "sendVerificationMail",
                false,
                "addresses",
                List.of(Map.of("line1", "1 High Street", "city", "York", "postalCode", "YO1 7HH", "country", "GB"))));
        body.putAll(more);
        Answer made = API.post("customers", body);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return new Person(
                made.at("/id"),
                made.at("/reference"),
                body.get("firstName") + " " + body.get("lastName"),
                String.valueOf(body.get("email")));
    }

    /** Orders two mugs for 20.00 and a plate for 5.00, with what they cost the shop. */
    String orders(String status, String placedAt) {
        String number = "T" + UUID.randomUUID().toString().substring(24);
        Answer put = API.put(
                "orders/" + number,
                Map.of(
                        "placedAt",
                        placedAt,
                        "status",
                        status,
                        "currency",
                        "EUR",
                        "customer",
                        Map.of("id", id),
                        "lines",
                        List.of(
                                Map.of(
                                        "sku",
                                        "mug",
                                        "name",
                                        "Blue mug",
                                        "quantity",
                                        2,
                                        "unitPrice",
                                        1_000,
                                        "cost",
                                        1_200),
                                Map.of(
                                        "sku",
                                        "plate",
                                        "name",
                                        "White plate",
                                        "quantity",
                                        1,
                                        "unitPrice",
                                        500,
                                        "cost",
                                        300))));
        assertThat(put.status()).as(put.text()).isEqualTo(201);
        return number;
    }

    /** Waits until the customer is known to be there twice, which is a moment after both were written. */
    static void awaitDuplicate(String id) {
        Instant end = Instant.now().plusSeconds(60);
        while (API.get("duplicates?customer=" + id).body().at("/items").isEmpty()) {
            assertThat(Instant.now()).as("a duplicate of " + id).isBefore(end);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    String address() {
        return "customers/" + id;
    }

    /** A member of the customer as it is now, by its JSON pointer. */
    String now(String pointer) {
        return API.get(address()).at(pointer);
    }

    /** What somebody else changes meanwhile. */
    void changes(Map<String, Object> members) {
        assertThat(API.patch(address(), members, "If-Match", "*").status()).isEqualTo(200);
    }

    @Override
    public void close() {
        String remove = address() + "?confirm=" + reference + "&mode=";
        if (API.delete(remove + "purge", "If-Match", "*").status() == 409) {
            API.delete(remove + "erase", "If-Match", "*");
        }
    }
}
