package org.clientele.rest.internal;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The response as CXF sees it: it may fill and flush but not end one that goes on as an event stream. */
final class ApiResponse extends HttpServletResponseWrapper {
    private final Call call;
    private @Nullable ServletOutputStream out;

    ApiResponse(HttpServletResponse response, Call call) {
        super(response);
        this.call = call;
        response.setHeader("X-Request-Id", call.id());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "private, no-store");
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (out == null) {
            out = new Held(super.getOutputStream());
        }
        return out;
    }

    @Override
    public void flushBuffer() throws IOException {
        if (call.stream() == null) {
            super.flushBuffer();
        }
    }

    private final class Held extends ServletOutputStream {
        private final ServletOutputStream target;

        Held(ServletOutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int value) throws IOException {
            target.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            target.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            if (call.stream() == null) {
                target.flush();
            }
        }

        @Override
        public void close() throws IOException {
            if (call.stream() == null) {
                target.close();
            }
        }

        @Override
        public boolean isReady() {
            return target.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            target.setWriteListener(listener);
        }
    }
}
