package org.clientele.rest.health.internal;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Component;

/** It answers, so it lives. */
@Component(property = {"hc.name=alive", "hc.tags=live"})
public final class Alive implements HealthCheck {
    @Override
    public Result execute() {
        return new Result(Result.Status.OK, "alive");
    }
}
