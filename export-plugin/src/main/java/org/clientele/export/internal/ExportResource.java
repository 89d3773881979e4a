package org.clientele.export.internal;

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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.export.internal.Export.State;
import org.clientele.operation.Operation;
import org.clientele.operation.Operations;
import org.clientele.rest.NumberedPage;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /exports}: what the caller exported. */
@Component(service = ExportResource.class)
@JakartarsResource
@Path("exports")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("customers:export")
public final class ExportResource {
    private final NewExports begin;
    private final Exports exports;
    private final Formats formats;
    private final Operations operations;
    private final Access access;

    @Activate
    public ExportResource(
            @Reference NewExports begin,
            @Reference Exports exports,
            @Reference Formats formats,
            @Reference Operations operations,
            @Reference Access access) {
        this.begin = begin;
        this.exports = exports;
        this.formats = formats;
        this.operations = operations;
        this.access = access;
    }

    /** An operation as everywhere, whose id is also that of the export. */
    public record Begun(
            UUID id,
            String kind,
            Operation.State state,
            Operation.Progress progress,
            Map<String, @Nullable Object> result,
            String errors,
            long errorCount,
            String startedBy,
            Instant createdAt,
            Optional<Instant> finishedAt,
            UUID export,
            List<String> fields,
            List<String> personal,
            Optional<String> warning) {
        static Begun of(NewExports.Begun begun) {
            Operation operation = begun.operation();
            Export export = begun.export();
            return new Begun(
                    operation.id(),
                    operation.kind(),
                    operation.state(),
                    operation.progress(),
                    operation.result(),
                    ExportJson.link(operation.id()) + "/errors",
                    operation.errors(),
                    operation.startedBy(),
                    operation.createdAt(),
                    operation.finishedAt(),
                    export.id(),
                    export.fields(),
                    export.personal(),
                    ExportJson.warning(export.personal()));
        }
    }

    /** A kind of file. */
    public record FormatJson(String format, String title, String mediaType, String suffix) {}

    /** All kinds of files. */
    public record FormatList(List<FormatJson> items) {}

    @POST
    public Response begin(ExportDraft draft) {
        NewExports.Begun begun = begin.begin(draft);
        return Response.accepted(Begun.of(begun))
                .header(HttpHeaders.LOCATION, ExportJson.link(begun.operation().id()))
                .build();
    }

    @GET
    public NumberedPage<ExportJson> list(
            @QueryParam("page") @Nullable String page, @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        return NumberedPage.of(
                exports.ofOwner(access.caller().id(), asked), asked, "/api/admin/v1/exports?", this::json);
    }

    @GET
    @Path("formats")
    public FormatList formats() {
        return new FormatList(formats.all().stream()
                .map(named -> new FormatJson(
                        named.kind().format(),
                        named.title(),
                        named.kind().mediaType(),
                        named.kind().suffix()))
                .toList());
    }

    @GET
    @Path("{id}")
    public ExportJson get(@PathParam("id") UUID id) {
        return json(own(id));
    }

    /** Cancels it if it is not done, and forgets it with its file. */
    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") UUID id) {
        Export export = own(id);
        if (export.state() == State.PENDING && operations.find(id).isPresent()) {
            operations.cancel(id);
        }
        exports.delete(id);
    }

    private ExportJson json(Export export) {
        return ExportJson.of(export, export.state() == State.PENDING ? operations.find(export.id()) : Optional.empty());
    }

    private Export own(UUID id) {
        return exports.find(id)
                .filter(export -> export.owner().equals(access.caller().id()))
                .orElseThrow(() -> new Problem.NotFound("There is no such export."));
    }
}
