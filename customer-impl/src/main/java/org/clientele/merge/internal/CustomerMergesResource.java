package org.clientele.merge.internal;

import jakarta.ws.rs.Consumes;
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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.merge.Merge;
import org.clientele.merge.Merges;
import org.clientele.rest.NumberedPage;
import org.clientele.rest.TellsPersons;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /customers/{id}/merges}: who became part of a customer. */
@Component(service = CustomerMergesResource.class)
@JakartarsResource
@Path("customers/{id: [0-9a-fA-F]{8}-[0-9a-fA-F-]{27}}/merges")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@TellsPersons
@RequiresScope("customers:merge")
public final class CustomerMergesResource {
    private final Merges merges;

    @Activate
    public CustomerMergesResource(@Reference Merges merges) {
        this.merges = merges;
    }

    /** What is to be merged. */
    public record Wanted(Optional<List<UUID>> from, Optional<Map<String, UUID>> choose, Optional<Boolean> preview) {
        List<UUID> required() {
            return from.orElseThrow(() -> Problem.Invalid.at("/from", "required", "Name whom to merge."));
        }
    }

    /** Newest first. */
    @GET
    public NumberedPage<Merge> list(
            @PathParam("id") UUID customer,
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        return NumberedPage.of(
                merges.of(customer, asked), asked, "/api/admin/v1/customers/" + customer + "/merges?", merge -> merge);
    }

    @POST
    public Response merge(@PathParam("id") UUID customer, Wanted wanted) {
        Map<String, UUID> choose = wanted.choose().orElse(Map.of());
        if (wanted.preview().orElse(false)) {
            return Response.ok(merges.preview(customer, wanted.required(), choose))
                    .build();
        }
        Merge merge = merges.merge(customer, wanted.required(), choose);
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/admin/v1/merges/" + merge.id())
                .entity(merge)
                .build();
    }
}
