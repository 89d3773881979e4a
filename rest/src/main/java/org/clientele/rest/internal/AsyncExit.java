package org.clientele.rest.internal;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clientele.rest.metrics.internal.RequestMetrics;

/** Leaves when an asynchronous request is complete. */
final class AsyncExit implements AsyncListener {
    private final Call call;
    private final RequestMetrics metrics;
    private final AtomicBoolean done = new AtomicBoolean();

    AsyncExit(Call call, RequestMetrics metrics) {
        this.call = call;
        this.metrics = metrics;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        if (done.compareAndSet(false, true)) {
            call.leave();
            if (event.getSuppliedRequest() instanceof HttpServletRequest request
                    && event.getSuppliedResponse() instanceof HttpServletResponse response) {
                metrics.record(call.routeName(), request.getMethod(), response.getStatus(), call.begin());
            }
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // CXF answers
    }

    @Override
    public void onError(AsyncEvent event) {
        // onComplete follows
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
