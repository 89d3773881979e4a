package org.clientele.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A request as it goes over the wire. */
record HttpRequest(byte[] bytes) {
    static HttpRequest get(String path, String token) {
        return new HttpRequest((start("GET", path, token) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    static HttpRequest post(String path, String token, String type, byte[] body) {
        return written("POST", path, token, type, body);
    }

    static HttpRequest put(String path, String token, byte[] body) {
        return written("PUT", path, token, "application/json", body);
    }

    private static HttpRequest written(String method, String path, String token, String type, byte[] body) {
        byte[] head = (start(method, path, token) + "Content-Type: " + type + "\r\nContent-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return new HttpRequest(whole);
    }

    private static String start(String method, String path, String token) {
        return method + " " + path
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\nAuthorization: Bearer " + token + "\r\n";
    }
}
