package org.clientele.bench;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection that is kept alive and costs next to nothing, since the load shares the machine with what it
 * measures. Not thread-safe.
 */
final class HttpConnection implements AutoCloseable {
    private static final int LONGEST_LINE = 8_192;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 16];
    private final byte[] line = new byte[LONGEST_LINE];
    private int from;
    private int to;

    HttpConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(120_000);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** An answer that was kept. */
    record Answer(int status, String location, String body) {}

    /** How many bytes the body has; anything but 200 is a failure. */
    long send(HttpRequest request) throws IOException {
        out.write(request.bytes());
        Head head = head();
        if (head.status != 200) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body(head, body);
            throw new IOException("The product answers " + head.status + " " + body.toString(StandardCharsets.UTF_8));
        }
        return body(head, null);
    }

    Answer answer(HttpRequest request) throws IOException {
        out.write(request.bytes());
        Head head = head();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body(head, body);
        return new Answer(head.status, head.location, body.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private record Head(int status, long length, boolean chunked, String location) {}

    private Head head() throws IOException {
        int status = Integer.parseInt(text(line()).substring(9, 12));
        long length = 0;
        boolean chunked = false;
        String location = "";
        for (int size = line(); size > 0; size = line()) {
            // Only three headers are looked at; the first letter tells most others apart.
            char first = Character.toLowerCase((char) line[0]);
            if (first == 'c' || first == 't' || first == 'l') {
                String header = text(size);
                String name = header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT);
                String value = header.substring(name.length() + 1).strip();
                switch (name) {
                    case "content-length" -> length = Long.parseLong(value);
                    case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
                    case "location" -> location = value;
                    default -> {}
                }
            }
        }
        return new Head(status, length, chunked, location);
    }

    private long body(Head head, @Nullable OutputStream copy) throws IOException {
        if (!head.chunked) {
            skip(head.length, copy);
            return head.length;
        }
        long total = 0;
        while (true) {
            long size = Long.parseLong(text(line()).split(";", 2)[0].strip(), 16);
            skip(size, copy);
            line();
            if (size == 0) {
                return total;
            }
            total += size;
        }
    }

    private void skip(long bytes, @Nullable OutputStream copy) throws IOException {
        for (long left = bytes; left > 0; ) {
            if (from == to) {
                fill();
            }
            int part = (int) Math.min(left, to - from);
            if (copy != null) {
                copy.write(buffer, from, part);
            }
            from += part;
            left -= part;
        }
    }

    /** Reads a line and tells how long it is. */
    private int line() throws IOException {
        for (int size = 0; ; ) {
            if (from == to) {
                fill();
            }
            byte b = buffer[from++];
            if (b == '\n') {
                return size > 0 && line[size - 1] == '\r' ? size - 1 : size;
            }
            line[size++] = b;
        }
    }

    private String text(int size) {
        return new String(line, 0, size, StandardCharsets.ISO_8859_1);
    }

    private void fill() throws IOException {
        from = 0;
        to = in.read(buffer);
        if (to <= 0) {
            to = 0;
            throw new EOFException("The product closed the connection");
        }
    }
}
