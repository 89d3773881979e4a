package org.clientele.rest.internal;

import java.util.Set;
import java.util.TreeSet;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Ready once the core resources are served and keys can be checked. */
@Component(property = {"hc.name=rest", "hc.tags=ready"})
public final class RestHealth implements HealthCheck {
    private final RestRuntime runtime;

    @Activate
    public RestHealth(@Reference RestRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        // a log without any line counts as a warning
        log.info("resources are served");
        Set<String> missing = new TreeSet<>(runtime.missing());
        if (!missing.isEmpty()) {
            log.temporarilyUnavailable("not served yet: {}", missing);
        }
        if (!runtime.door().isOpen()) {
            log.temporarilyUnavailable("keys cannot be checked yet");
        }
        return new Result(log);
    }
}
