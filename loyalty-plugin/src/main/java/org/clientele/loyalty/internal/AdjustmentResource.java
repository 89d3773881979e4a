package org.clientele.loyalty.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.access.RequiresScope;
import org.clientele.rest.NumberedPage;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /loyalty/adjustments}: those that wait for a second person. */
@Component(service = AdjustmentResource.class)
@JakartarsResource
@Path("loyalty/adjustments")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope("loyalty:write")
public final class AdjustmentResource {
    private final Adjustments adjustments;

    @Activate
    public AdjustmentResource(@Reference Adjustments adjustments) {
        this.adjustments = adjustments;
    }

    @GET
    @RequiresScope("loyalty:read")
    public NumberedPage<Adjustments.Adjustment> waiting(
            @QueryParam("page") @Nullable String page, @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        return NumberedPage.of(adjustments.waiting(asked), asked, "/api/admin/v1/loyalty/adjustments?");
    }

    @POST
    @Path("{id}/approve")
    public Adjustments.Adjustment approve(@PathParam("id") UUID id) {
        return adjustments.decide(id, true);
    }

    @POST
    @Path("{id}/reject")
    public Adjustments.Adjustment reject(@PathParam("id") UUID id) {
        return adjustments.decide(id, false);
    }
}
