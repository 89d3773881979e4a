package org.clientele.feature;

import java.util.List;
import java.util.UUID;
import org.clientele.customer.CustomerQuery;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells which queries a bundle keeps for later, so that {@link Features#impact} can say what of it names the attributes of a feature.
 * Register it as a service with the property named here.
 */
@ConsumerType
@FunctionalInterface
public interface KeptQueries {
    /** The service property with what they are for: {@code exports} or {@code schedules}, as in {@link Features.Impact}. Required. */
    String USE = "kept.queries.use";

    /** All of them, whoever's. Called when somebody asks for the impact; quick. */
    List<Kept> kept();

    /** @param id of what keeps the query */
    record Kept(UUID id, CustomerQuery query) {}
}
