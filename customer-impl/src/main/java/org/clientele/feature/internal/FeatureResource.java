package org.clientele.feature.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.feature.Feature;
import org.clientele.feature.Features;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /features}: what is switched on. */
@Component(service = FeatureResource.class)
@JakartarsResource
@Path("features")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("features:read")
public final class FeatureResource {
    private final Features features;

    @Activate
    public FeatureResource(@Reference Features features) {
        this.features = features;
    }

    /** All features. */
    public record FeatureList(List<Feature> items) {}

    /** Whether it is to run. */
    public record Wanted(Optional<Boolean> enabled) {}

    @GET
    public FeatureList list() {
        return new FeatureList(features.list());
    }

    @GET
    @Path("{id}")
    public Feature get(@PathParam("id") String id) {
        return features.find(id).orElseThrow(() -> new Problem.NotFound("There is no such feature."));
    }

    @PUT
    @Path("{id}")
    @RequiresScope("features:write")
    public Feature put(@PathParam("id") String id, Wanted wanted) {
        boolean enabled = wanted.enabled()
                .orElseThrow(() -> Problem.Invalid.at("/enabled", "required", "Say whether it is to run."));
        return enabled ? features.enable(id) : features.disable(id);
    }

    @GET
    @Path("{id}/impact")
    public Features.Impact impact(@PathParam("id") String id) {
        return features.impact(id);
    }
}
