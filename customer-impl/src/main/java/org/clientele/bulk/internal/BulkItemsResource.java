package org.clientele.bulk.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.operation.Operations;
import org.clientele.operation.internal.OperationJson;
import org.clientele.rest.NumberedPage;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /operations/{id}/items}: what became of each customer of bulk work. */
@Component(service = BulkItemsResource.class)
@JakartarsResource
@Path("operations/{id}/items")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(RequiresScope.ANY_CALLER)
public final class BulkItemsResource {
    private static final Set<String> OUTCOMES = Set.of("pending", "changed", "unchanged", "failed");

    private final Operations operations;
    private final BulkItems items;

    @Activate
    public BulkItemsResource(@Reference Operations operations, @Reference BulkItems items) {
        this.operations = operations;
        this.items = items;
    }

    @GET
    public NumberedPage<BulkItems.Result> list(
            @PathParam("id") UUID id,
            @QueryParam("outcome") @Nullable String outcome,
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        if (outcome != null && !OUTCOMES.contains(outcome)) {
            throw Problem.Invalid.at("?outcome", "value", "It is pending, changed, unchanged or failed.");
        }
        if (operations.find(id).isEmpty()) {
            throw new Problem.NotFound("There is no such operation.");
        }
        String link = OperationJson.link(id) + "/items?" + (outcome == null ? "" : "outcome=" + outcome + "&");
        return NumberedPage.of(items.page(id, Optional.ofNullable(outcome), asked), asked, link, result -> result);
    }
}
