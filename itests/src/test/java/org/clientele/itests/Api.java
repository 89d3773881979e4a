package org.clientele.itests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Requests with one key. A path is relative to {@code /api/admin/v1/}, or absolute with a leading slash. A body is a
 * string as it is, or anything that Jackson writes as JSON. Further headers come as name, value, name, value.
 */
public final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI root;
    private final String key;

    /** @param key sent as bearer token; empty for none */
    public Api(URI address, String key) {
        this.root = address.resolve("/api/admin/v1/");
        this.key = key;
    }

    /** What came back; {@code body} is the {@code text} parsed, missing when that is no JSON. */
    public record Answer(int status, HttpHeaders headers, String text, JsonNode body) {
        /** The member at a JSON pointer, as text. */
        public String at(String pointer) {
            return body.at(pointer).asText();
        }
    }

    public Api withKey(String other) {
        return new Api(root, other);
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, BodyPublishers.noBody(), headers);
    }

    public Answer post(String path, Object body, String... headers) {
        return send("POST", path, publisher(body), with("Content-Type", "application/json", headers));
    }

    public Answer put(String path, Object body, String... headers) {
        return send("PUT", path, publisher(body), with("Content-Type", "application/json", headers));
    }

    public Answer patch(String path, Object body, String... headers) {
        return send("PATCH", path, publisher(body), with("Content-Type", "application/merge-patch+json", headers));
    }

    public Answer send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path))
                .timeout(Duration.ofMinutes(5))
                .method(method, body);
        if (!key.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + key);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body(), parsed(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String[] with(String name, String value, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = name;
        all[1] = value;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return all;
    }

    private static BodyPublisher publisher(Object body) {
        try {
            return BodyPublishers.ofString(body instanceof String text ? text : JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            return MissingNode.getInstance();
        }
    }
}
