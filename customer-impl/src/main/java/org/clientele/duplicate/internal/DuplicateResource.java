package org.clientele.duplicate.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.duplicate.Duplicate;
import org.clientele.duplicate.Duplicates;
import org.clientele.rest.NumberedPage;
import org.clientele.rest.TellsPersons;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /duplicates}: who may be the same person, and who is known not to be. */
@Component(service = DuplicateResource.class)
@JakartarsResource
@Path("duplicates")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@TellsPersons
@RequiresScope("customers:merge")
public final class DuplicateResource {
    private static final String PATH = "/api/admin/v1/duplicates";

    private final Duplicates duplicates;
    private final Access access;

    @Activate
    public DuplicateResource(@Reference Duplicates duplicates, @Reference Access access) {
        this.duplicates = duplicates;
        this.access = access;
    }

    /** The surest first. */
    @GET
    public NumberedPage<Duplicate> list(
            @QueryParam("customer") @Nullable UUID customer,
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size) {
        if (!access.caller().may("customers:read")) {
            throw new Problem.Forbidden("scope-missing", "This needs the scope customers:read too.");
        }
        Page.Request asked = NumberedPage.request(page, size);
        Page<Duplicate> found = customer == null ? duplicates.list(asked) : duplicates.of(customer, asked);
        return NumberedPage.of(
                found, asked, PATH + (customer == null ? "?" : "?customer=" + customer + "&"), pair -> pair);
    }

    /** Two customers who are not the same person. */
    public record Pair(Optional<List<UUID>> ids) {}

    @POST
    @Path("dismissals")
    public Response dismiss(Pair pair) {
        List<UUID> ids = pair.ids()
                .filter(two -> two.size() == 2)
                .orElseThrow(() -> Problem.Invalid.at("/ids", "length", "Name the ids of two customers."));
        Duplicate.Dismissal dismissal = duplicates.dismiss(ids.get(0), ids.get(1));
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, PATH + "/dismissals/" + dismissal.id())
                .entity(dismissal)
                .build();
    }

    /** Newest first. */
    @GET
    @Path("dismissals")
    public NumberedPage<Duplicate.Dismissal> dismissals(
            @QueryParam("page") @Nullable String page, @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        return NumberedPage.of(duplicates.dismissals(asked), asked, PATH + "/dismissals?", dismissal -> dismissal);
    }

    /** The pair is offered again if it is still alike. */
    @DELETE
    @Path("dismissals/{dismissal}")
    public void recall(@PathParam("dismissal") UUID dismissal) {
        duplicates.recall(dismissal);
    }
}
