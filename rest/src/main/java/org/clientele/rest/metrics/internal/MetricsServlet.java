package org.clientele.rest.metrics.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.clientele.rest.internal.OperatorGuard;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /metrics} for Prometheus. */
@Component(
        service = Servlet.class,
        property = {
            "osgi.http.whiteboard.servlet.pattern=/metrics",
            "osgi.http.whiteboard.servlet.name=clientele-metrics"
        })
public final class MetricsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Meters meters;
    private final transient OperatorGuard guard;

    @Activate
    public MetricsServlet(@Reference Meters meters, @Reference OperatorGuard guard) {
        this.meters = meters;
        this.guard = guard;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (guard.admits(request, response)) {
            response.setContentType("text/plain; version=0.0.4; charset=utf-8");
            response.getOutputStream().write(meters.scrape().getBytes(StandardCharsets.UTF_8));
        }
    }
}
