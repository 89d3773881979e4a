package org.clientele.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks for a file of all customers with fifteen fields, and how far it is. */
final class ExportRequest {
    private static final Pattern STATE = Pattern.compile("\"state\"\\s*:\\s*\"([a-z]+)\"");
    private static final Pattern DONE = Pattern.compile("\"done\"\\s*:\\s*(\\d+)");
    private static final String FIELDS =
            "\"reference\",\"email\",\"firstName\",\"lastName\",\"phone\",\"country\",\"city\","
                    + "\"status\",\"newsletter\",\"createdAt\",\"lifecycle\",\"orders\",\"totalSpent\",\"averageOrderValue\",\"lastOrderAt\"";

    private final Product product;
    private final String format;
    private boolean progressed;

    ExportRequest(Product product, String format) {
        this.product = product;
        this.format = format;
    }

    /** @return the path of its operation */
    String begin() throws IOException {
        HttpRequest request = product.post(
                "/api/admin/v1/exports",
                "application/json",
                ("{\"format\":\"" + format + "\",\"fields\":[" + FIELDS + "]}").getBytes(StandardCharsets.UTF_8));
        try (HttpConnection connection = product.connect()) {
            HttpConnection.Answer accepted = connection.answer(request);
            if (accepted.status() != 202) {
                throw new IOException("The export is answered " + accepted.status() + " " + accepted.body());
            }
            return accepted.location().replaceFirst("^https?://[^/]+", "");
        }
    }

    /** Whether the file is there. */
    boolean isOver(String operation) throws IOException {
        try (HttpConnection connection = product.connect()) {
            String shown = connection.answer(product.get(operation)).body();
            progressed |= found(DONE, shown).filter(done -> !done.equals("0")).isPresent();
            String state = found(STATE, shown).orElse("");
            if (!state.equals("queued") && !state.equals("running") && !state.equals("succeeded")) {
                throw new IOException("The export ends as " + shown);
            }
            return state.equals("succeeded");
        }
    }

    /** Whether some of the customers were seen in the file. */
    boolean hasProgressed() {
        return progressed;
    }

    void forget(String operation) throws IOException {
        try (HttpConnection connection = product.connect()) {
            connection.answer(product.delete(operation.replace("/operations/", "/exports/")));
        }
    }

    private static Optional<String> found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
