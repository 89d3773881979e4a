package org.clientele.view.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.function.Supplier;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.rest.IfMatch;
import org.clientele.rest.MergePatch;
import org.clientele.rest.NumberedPage;
import org.clientele.rest.Versioned;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /views}: lists of customers as people saved them. */
@Component(service = ViewResource.class)
@JakartarsResource
@Path("views")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("customers:read")
public final class ViewResource {
    private final JdbcViews views;

    @Activate
    public ViewResource(@Reference JdbcViews views) {
        this.views = views;
    }

    @GET
    public NumberedPage<ListView> list(
            @QueryParam("page") @Nullable String page, @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        return NumberedPage.of(views.list(asked), asked, "/api/admin/v1/views?", view -> view);
    }

    @POST
    public Response create(ViewDraft draft) {
        ListView view = inBody(() -> views.create(draft));
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/admin/v1/views/" + view.id())
                .entity(versioned(view))
                .build();
    }

    @GET
    @Path("{id}")
    public Versioned<ListView> get(@PathParam("id") UUID id) {
        return versioned(views.get(id));
    }

    @PATCH
    @Path("{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    public Versioned<ListView> change(@PathParam("id") UUID id, @Context IfMatch ifMatch, MergePatch patch) {
        ifMatch.required();
        ListView before = views.get(id);
        ifMatch.require(before.version());
        ViewDraft draft = patch.applyTo(ViewDraft.of(before), ViewDraft.class);
        return versioned(inBody(() -> views.change(id, before.version(), draft)));
    }

    @DELETE
    @Path("{id}")
    public void remove(@PathParam("id") UUID id, @Context IfMatch ifMatch) {
        views.remove(id, ifMatch.required());
    }

    private static Versioned<ListView> versioned(ListView view) {
        return new Versioned<>(view, view.version());
    }

    private static <T> T inBody(Supplier<T> work) {
        try {
            return work.get();
        } catch (Problem.Invalid invalid) {
            throw new Problem.Invalid(
                    invalid.code(),
                    String.valueOf(invalid.getMessage()),
                    invalid.violations().stream()
                            .map(violation -> new Problem.Violation(
                                    violation.pointer().replace('?', '/'), violation.code(), violation.detail()))
                            .toList());
        }
    }
}
