package org.clientele.persistence.internal;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Ready when the database answers. */
@Component(property = {HealthCheck.NAME + "=database", HealthCheck.TAGS + "=ready"})
public final class DatabaseHealth implements HealthCheck {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable DatabaseProbe probe;

    @Override
    public Result execute() {
        DatabaseProbe current = probe;
        if (current == null) {
            return new Result(Result.Status.TEMPORARILY_UNAVAILABLE, "No database is configured");
        }
        return current.isUp()
                ? new Result(Result.Status.OK, "The database answers")
                : new Result(Result.Status.TEMPORARILY_UNAVAILABLE, "The database is away");
    }
}
