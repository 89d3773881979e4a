package org.clientele.view.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /searches}: searches that may name a person, as something that can stand in an address. */
@Component(service = SharedSearchResource.class)
@JakartarsResource
@Path("searches")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("customers:read")
public final class SharedSearchResource {
    private final SharedSearches searches;

    @Activate
    public SharedSearchResource(@Reference SharedSearches searches) {
        this.searches = searches;
    }

    @POST
    public Response create(SharedSearch search) {
        search.check();
        String id = searches.id(search);
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/admin/v1/searches/" + id)
                .entity(new SharedSearch.Known(id, search.q(), search.filter()))
                .build();
    }

    @GET
    @Path("{id}")
    public SharedSearch.Known get(@PathParam("id") String id) {
        return searches.find(id)
                .map(search -> new SharedSearch.Known(id, search.q(), search.filter()))
                .orElseThrow(() -> new Problem.NotFound("There is no such search."));
    }
}
