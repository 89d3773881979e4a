package org.clientele.note.internal;

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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.note.Note;
import org.clientele.note.Notes;
import org.clientele.rest.IfMatch;
import org.clientele.rest.MergePatch;
import org.clientele.rest.NumberedPage;
import org.clientele.rest.TellsPersons;
import org.clientele.rest.Versioned;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /customers/{id}/notes}: private to staff. */
@Component(service = NoteResource.class)
@JakartarsResource
@Path("customers/{id: [0-9a-fA-F]{8}-[0-9a-fA-F-]{27}}/notes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@TellsPersons
@RequiresScope("customers:write")
public final class NoteResource {
    private final Notes notes;

    @Activate
    public NoteResource(@Reference Notes notes) {
        this.notes = notes;
    }

    /** What is written. */
    public record Body(Optional<String> text) {
        String required() {
            return text.orElseThrow(() -> Problem.Invalid.at("/text", "required", "A note has a text."));
        }
    }

    /** Newest first. */
    @GET
    @RequiresScope("customers:read")
    public NumberedPage<Note> list(
            @PathParam("id") UUID customer,
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        return NumberedPage.of(
                notes.of(customer, asked), asked, "/api/admin/v1/customers/" + customer + "/notes?", note -> note);
    }

    @POST
    public Response add(@PathParam("id") UUID customer, Body body) {
        Note note = notes.add(customer, body.required());
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/admin/v1/customers/" + customer + "/notes/" + note.id())
                .entity(new Versioned<>(note, note.version()))
                .build();
    }

    @GET
    @Path("{note}")
    @RequiresScope("customers:read")
    public Versioned<Note> get(@PathParam("id") UUID customer, @PathParam("note") UUID id) {
        Note note = notes.get(customer, id);
        return new Versioned<>(note, note.version());
    }

    @PATCH
    @Path("{note}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    public Versioned<Note> change(
            @PathParam("id") UUID customer, @PathParam("note") UUID id, @Context IfMatch ifMatch, MergePatch patch) {
        OptionalLong version = ifMatch.required();
        Body body = patch.applyTo(new Body(Optional.of(notes.get(customer, id).text())), Body.class);
        Note note = notes.change(customer, id, version, body.required());
        return new Versioned<>(note, note.version());
    }

    @DELETE
    @Path("{note}")
    public void remove(@PathParam("id") UUID customer, @PathParam("note") UUID id, @Context IfMatch ifMatch) {
        notes.remove(customer, id, ifMatch.required());
    }
}
