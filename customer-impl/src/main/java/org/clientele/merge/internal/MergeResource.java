package org.clientele.merge.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.clientele.access.RequiresScope;
import org.clientele.merge.Merge;
import org.clientele.merge.Merges;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /merges/{id}}: one merge, and its undo. */
@Component(service = MergeResource.class)
@JakartarsResource
@Path("merges/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope("customers:merge")
public final class MergeResource {
    private final Merges merges;

    @Activate
    public MergeResource(@Reference Merges merges) {
        this.merges = merges;
    }

    @GET
    public Merge get(@PathParam("id") UUID id) {
        return merges.get(id);
    }

    @POST
    @Path("undo")
    public Merge undo(@PathParam("id") UUID id) {
        return merges.undo(id);
    }
}
