package org.clientele.access.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.clientele.access.Keys;
import org.clientele.access.RequiresScope;
import org.clientele.rest.TellsSecret;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /keys}: API keys. */
@Component(service = KeyResource.class)
@JakartarsResource
@Path("keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("staff:write")
public final class KeyResource {
    private final Keys keys;

    @Activate
    public KeyResource(@Reference Keys keys) {
        this.keys = keys;
    }

    /** All keys that are not revoked. */
    public record KeyList(List<Keys.Key> items) {}

    @GET
    public KeyList list() {
        return new KeyList(keys.list());
    }

    @POST
    @TellsSecret
    public Response issue(Keys.Request request) {
        return Response.status(Response.Status.CREATED)
                .entity(keys.issue(request))
                .build();
    }

    @DELETE
    @Path("{id}")
    public void revoke(@PathParam("id") UUID id) {
        keys.revoke(id);
    }
}
