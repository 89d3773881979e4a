package org.clientele.rest.health.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    private final transient HealthCheckExecutor executor;
    private final transient OperatorGuard guard;
    private final transient LastSeen lastSeen = new LastSeen(System::nanoTime);

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
        Optional<String> answer = result.hasTimedOut()
                ? Optional.empty()
                : Optional.of(word(result.getHealthCheckResult().getStatus()));
        return new Check(name, lastSeen.status(result.getHealthCheckMetadata().getServiceId(), answer));
    }

    private static String word(Result.Status status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    record Check(String name, String status) {}
}
