package org.clientele.rest.health.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.execution.HealthCheckExecutionOptions;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.clientele.rest.Json;
import org.clientele.rest.internal.OperatorGuard;
import org.clientele.rest.problem.internal.ProblemAnswer;
import org.clientele.rest.problem.internal.Refusal;
import org.clientele.rest.problem.internal.RequestId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /health/live} and {@code /health/ready}: the health checks with the tag of that name. */
@Component(
        service = Servlet.class,
        property = {
            "osgi.http.whiteboard.servlet.pattern=/health/*",
            "osgi.http.whiteboard.servlet.name=clientele-health"
        })
public final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    /** A check that takes longer goes on; until it is done, what it said before is told for a while. */
    private static final int PATIENCE_MILLIS = 80;

    private static final long MEMORY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final transient HealthCheckExecutor executor;
    private final transient OperatorGuard guard;
    private final transient Map<Long, Seen> lastSeen = new ConcurrentHashMap<>();

    @Activate
    public HealthServlet(@Reference HealthCheckExecutor executor, @Reference OperatorGuard guard) {
        this.executor = executor;
        this.guard = guard;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!guard.admits(request, response)) {
            return;
        }
        String path = request.getPathInfo();
        if ("/live".equals(path) || "/ready".equals(path)) {
            answer(path.substring(1), response);
        } else {
            ProblemAnswer.write(Refusal.of(404), RequestId.of(request.getHeader(RequestId.HEADER)), request, response);
        }
    }

    private void answer(String tag, HttpServletResponse response) throws IOException {
        HealthCheckExecutionOptions options = new HealthCheckExecutionOptions();
        options.setOverrideGlobalTimeout(PATIENCE_MILLIS);
        List<Check> checks = executor.execute(HealthCheckSelector.tags(tag), options).stream()
                .map(this::check)
                .toList();
        boolean fine = checks.stream().allMatch(check -> check.status().equals("ok"));
        response.setStatus(fine ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.getOutputStream().write(Json.write(new Health(fine ? "ok" : "unavailable", checks)));
    }

    record Health(String status, List<Check> checks) {}

    private Check check(HealthCheckExecutionResult result) {
        String name = result.getHealthCheckMetadata().getTitle();
        long id = result.getHealthCheckMetadata().getServiceId();
        if (result.hasTimedOut()) {
            Seen seen = lastSeen.get(id);
            boolean recent = seen != null && System.nanoTime() - seen.at() < MEMORY_NANOS;
            return new Check(name, recent && seen != null ? seen.status() : "timed-out");
        }
        Result.Status status = result.getHealthCheckResult().getStatus();
        Seen seen = new Seen(status.name().toLowerCase(Locale.ROOT).replace('_', '-'), System.nanoTime());
        lastSeen.put(id, seen);
        return new Check(name, seen.status());
    }

    record Check(String name, String status) {}

    private record Seen(String status, long at) {}
}
