package org.clientele.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A request as it goes over the wire. */
record HttpRequest(byte[] bytes) {
    static HttpRequest get(String path, String token) {
        return new HttpRequest((start("GET", path, token) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    static HttpRequest delete(String path, String token) {
        return new HttpRequest((start("DELETE", path, token) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    static HttpRequest post(String path, String token, String type, byte[] body) {
        return written("POST", path, token, type, body);
    }

    static HttpRequest put(String path, String token, byte[] body) {
        return written("PUT", path, token, "application/json", body);
    }

    /** One that says nothing yet of who calls. A body makes it JSON. */
    static HttpRequest of(String method, String path, byte[] body) {
        String head = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n"
                + (body.length == 0 ? "" : "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n")
                + "\r\n";
        return new HttpRequest(joined(head.getBytes(StandardCharsets.US_ASCII), body));
    }

    /** The same with a header more. */
    HttpRequest with(String header, String value) {
        int line = 0;
        while (bytes[line] != '\n') {
            line++;
        }
        byte[] first = Arrays.copyOf(bytes, line + 1);
        byte[] rest = Arrays.copyOfRange(bytes, line + 1, bytes.length);
        return new HttpRequest(
                joined(joined(first, (header + ": " + value + "\r\n").getBytes(StandardCharsets.US_ASCII)), rest));
    }

    private static byte[] joined(byte[] head, byte[] tail) {
        byte[] whole = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, whole, head.length, tail.length);
        return whole;
    }

    private static HttpRequest written(String method, String path, String token, String type, byte[] body) {
        byte[] head = (start(method, path, token) + "Content-Type: " + type + "\r\nContent-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        return new HttpRequest(joined(head, body));
    }

    private static String start(String method, String path, String token) {
        return method + " " + path
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\nAuthorization: Bearer " + token + "\r\n";
    }
}
