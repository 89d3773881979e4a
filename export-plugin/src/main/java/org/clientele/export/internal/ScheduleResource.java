package org.clientele.export.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.access.RequiresScope;
import org.clientele.attribute.Attribute;
import org.clientele.export.ExportLayout;
import org.clientele.rest.IfMatch;
import org.clientele.rest.MergePatch;
import org.clientele.rest.Versioned;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /exports/schedules}: what the caller has exported again and again. */
@Component(service = ScheduleResource.class, configurationPid = "org.clientele.export")
@JakartarsResource
@Path("exports/schedules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("customers:export")
public final class ScheduleResource {
    private final Schedules schedules;
    private final NewExports exports;
    private final boolean folders;

    @Activate
    public ScheduleResource(@Reference Schedules schedules, @Reference NewExports exports, ExportConfig config) {
        this.schedules = schedules;
        this.exports = exports;
        this.folders = !config.folder().isBlank();
    }

    /** All of the caller's. */
    public record ScheduleList(List<Schedule> items) {}

    @GET
    public ScheduleList all() {
        return new ScheduleList(schedules.own());
    }

    @POST
    public Response add(ScheduleDraft draft) {
        check(draft);
        Schedule schedule = schedules.add(draft);
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/admin/v1/exports/schedules/" + schedule.id())
                .entity(new Versioned<>(schedule, schedule.version()))
                .build();
    }

    @GET
    @Path("{id}")
    public Versioned<Schedule> get(@PathParam("id") UUID id) {
        Schedule schedule = schedules.own(id);
        return new Versioned<>(schedule, schedule.version());
    }

    @PATCH
    @Path("{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    public Versioned<Schedule> change(@PathParam("id") UUID id, @Context IfMatch ifMatch, MergePatch patch) {
        OptionalLong expected = ifMatch.required();
        ScheduleDraft draft = patch.applyTo(schedules.own(id).draft(), ScheduleDraft.class);
        check(draft);
        Schedule schedule = schedules.change(id, expected, draft);
        return new Versioned<>(schedule, schedule.version());
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") UUID id) {
        schedules.delete(id);
    }

    /** As an export of now would be. */
    private void check(ScheduleDraft draft) {
        draft.check(folders);
        Formats.Named format = exports.format(draft.format().orElseThrow());
        List<Attribute> columns = exports.columns(
                draft.query().orElse(ListQuery.ALL), draft.fields().orElse(List.of()));
        NewExports.tryOut(
                format,
                new ExportLayout(
                        draft.name().orElseThrow(), columns, ExportDraft.texts(draft.options()), Instant.EPOCH));
    }
}
