package org.clientele.persistence.internal;

import java.util.List;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Ready when every declared schema is migrated and open. */
@Component(property = {HealthCheck.NAME + "=schemas", HealthCheck.TAGS + "=ready"})
public final class SchemasHealth implements HealthCheck {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable SchemaExtender extender;

    @Override
    public Result execute() {
        SchemaExtender current = extender;
        if (current == null) {
            return new Result(Result.Status.TEMPORARILY_UNAVAILABLE, "No database is configured");
        }
        List<String> missing = current.notOpen();
        return missing.isEmpty()
                ? new Result(Result.Status.OK, "All schemas are migrated")
                : new Result(Result.Status.TEMPORARILY_UNAVAILABLE, "Not migrated: " + String.join(", ", missing));
    }
}
