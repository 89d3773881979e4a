package org.clientele.rest.idempotency.internal;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request that is hashed (method, address, type, body) while its body is read, so that a long body need not be kept. */
final class HashedRequest extends HttpServletRequestWrapper {
    private final RepeatableBody body;
    private final MessageDigest digest = sha256();
    private @Nullable ServletInputStream stream;

    HashedRequest(HttpServletRequest request, RepeatableBody body) {
        super(request);
        this.body = body;
        String head = String.join(
                "\n",
                request.getMethod(),
                request.getRequestURI(),
                Objects.requireNonNullElse(request.getQueryString(), ""),
                Objects.requireNonNullElse(request.getContentType(), ""),
                "");
        digest.update(head.getBytes(StandardCharsets.UTF_8));
    }

    /** The hash of it all; reads what is left of the body. */
    byte[] hash() throws IOException {
        getInputStream().transferTo(OutputStream.nullOutputStream());
        return digest.digest();
    }

    @Override
    public boolean isAsyncSupported() {
        return false;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (stream == null) {
            stream = new Hashing(body.open());
        }
        return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private final class Hashing extends ServletInputStream {
        private final InputStream in;
        private boolean finished;

        Hashing(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            if (value >= 0) {
                digest.update((byte) value);
            }
            finished = value < 0;
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            if (read > 0) {
                digest.update(bytes, offset, read);
            }
            finished = read < 0;
            return read;
        }

        @Override
        public void close() {
            // the rest of the body is still to be hashed
        }

        @Override
        public boolean isFinished() {
            return finished;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("requests with an Idempotency-Key are not asynchronous");
        }
    }
}
