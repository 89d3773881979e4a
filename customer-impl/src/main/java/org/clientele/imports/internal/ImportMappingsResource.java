package org.clientele.imports.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.rest.Versioned;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /import-mappings}: how CSV files are read. */
@Component(service = ImportMappingsResource.class)
@JakartarsResource
@Path("import-mappings")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("orders:import")
public final class ImportMappingsResource {
    private final Mappings mappings;
    private final ImportTargets targets;

    @Activate
    public ImportMappingsResource(@Reference Mappings mappings, @Reference ImportTargets targets) {
        this.mappings = mappings;
        this.targets = targets;
    }

    /** The names of all. */
    public record Names(List<String> items) {}

    @GET
    public Names list() {
        return new Names(mappings.names());
    }

    @GET
    @Path("{name}")
    public Versioned<Mapping> get(@PathParam("name") String name) {
        return find(name);
    }

    @PUT
    @Path("{name}")
    public Response put(@PathParam("name") String name, Mapping mapping) {
        boolean created = mappings.put(name, mapping, targets.names());
        return Response.status(created ? Response.Status.CREATED : Response.Status.OK)
                .header(HttpHeaders.LOCATION, created ? "/api/admin/v1/import-mappings/" + name : null)
                .entity(find(name))
                .build();
    }

    @DELETE
    @Path("{name}")
    public void remove(@PathParam("name") String name) {
        mappings.remove(name);
    }

    private Versioned<Mapping> find(String name) {
        return mappings.find(name).orElseThrow(() -> new Problem.NotFound("There is no such mapping."));
    }
}
