package org.clientele.rest.internal;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.clientele.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request whose body ends with a problem once it is longer than allowed, however it is sent. */
final class LimitedRequest extends HttpServletRequestWrapper {
    private static final Logger LOG = LoggerFactory.getLogger(LimitedRequest.class);
    private static final long MAX_DISCARDED = 32 << 20;

    private long limit;
    private long count;
    private boolean exceeded;
    private @Nullable ServletInputStream stream;

    /** @param limit which nothing that comes later extends */
    LimitedRequest(HttpServletRequest request, long limit) {
        super(request);
        this.limit = limit;
    }

    /** Whether a body can come that {@code Content-Length} does not already show to be short enough. */
    static boolean isNeeded(HttpServletRequest request, long limit) {
        long length = request.getContentLengthLong();
        return length > limit
                || (length < 0
                        && !request.getMethod().equals("GET")
                        && !request.getMethod().equals("HEAD"));
    }

    /** Sets how long the body may be, whether or not it was read by then. */
    void limit(long bytes) {
        limit = Math.min(limit, bytes);
        if (Math.max(getContentLengthLong(), count) > limit) {
            throw refuse();
        }
    }

    /** Whether it is known before the body comes. */
    boolean isTooLong() {
        return getContentLengthLong() > limit;
    }

    boolean exceeded() {
        return exceeded;
    }

    Problem.TooLarge problem() {
        return new Problem.TooLarge("The body is longer than " + limit + " bytes.");
    }

    private Problem.TooLarge refuse() {
        if (!exceeded) {
            exceeded = true;
            discard();
        }
        return problem();
    }

    /** Most clients send all of a body before they read the answer, and see none if the connection is cut. */
    private void discard() {
        try {
            ServletInputStream rest = super.getInputStream();
            byte[] buffer = new byte[8192];
            long discarded = 0;
            for (int read = rest.read(buffer); read >= 0 && discarded < MAX_DISCARDED; read = rest.read(buffer)) {
                discarded += read;
            }
        } catch (IOException gone) {
            LOG.debug("the client left while its body was refused", gone);
        }
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (stream == null) {
            stream = new Counting(super.getInputStream());
        }
        return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    private final class Counting extends ServletInputStream {
        private final ServletInputStream in;

        Counting(ServletInputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            if (value >= 0) {
                counted(1);
            }
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            if (read > 0) {
                counted(read);
            }
            return read;
        }

        private void counted(int read) {
            count += read;
            if (count > limit) {
                throw refuse();
            }
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
