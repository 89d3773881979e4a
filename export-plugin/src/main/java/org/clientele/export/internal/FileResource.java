package org.clientele.export.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.access.RequiresScope;
import org.clientele.audit.Audit;
import org.clientele.export.internal.Export.State;
import org.clientele.export.internal.Export.Written;
import org.clientele.operation.Operations;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /exports/{id}/file}: the file, part by part out of the database. */
@Component(service = FileResource.class)
@JakartarsResource
@Path("exports/{id}/file")
@RequiresScope("customers:export")
public final class FileResource {
    private static final String PERSONAL = "customers.pii:read";

    private final Exports exports;
    private final Operations operations;
    private final Access access;
    private final Audit audit;

    @Activate
    public FileResource(
            @Reference Exports exports,
            @Reference Operations operations,
            @Reference Access access,
            @Reference Audit audit) {
        this.exports = exports;
        this.operations = operations;
        this.access = access;
        this.audit = audit;
    }

    /** Each download is noted, for it may hold everybody. */
    @GET
    @Produces("*/*")
    public Response file(@PathParam("id") UUID id, @HeaderParam("If-None-Match") @Nullable String known) {
        Export export = own(id);
        Written written = written(export);
        String tag = '"' + written.sha256() + '"';
        if (tag.equals(known)) {
            return Response.notModified().header(HttpHeaders.ETAG, tag).build();
        }
        audit.record(NewExports.entry("export.downloaded", export));
        StreamingOutput parts = out -> ExportFiles.send(exports, export, out);
        String name = ExportFiles.name(export);
        return Response.ok(parts, export.kind().mediaType())
                .header(HttpHeaders.CONTENT_LENGTH, written.bytes())
                .header(HttpHeaders.ETAG, tag)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + name.replaceAll("[^a-zA-Z0-9._-]", "_") + "\"; filename*=UTF-8''"
                                + URLEncoder.encode(name, StandardCharsets.UTF_8)
                                        .replace("+", "%20"))
                .build();
    }

    private Export own(UUID id) {
        Caller caller = access.caller();
        Export export = exports.find(id)
                .filter(found -> found.owner().equals(caller.id()) && covers(caller, found))
                .orElseThrow(() -> new Problem.NotFound("There is no such export."));
        if (!export.personal().isEmpty()) {
            access.require(PERSONAL);
        }
        return export;
    }

    /** Whether the caller still sees all seller accounts that the file is about. */
    private static boolean covers(Caller caller, Export export) {
        return caller.sellerAccounts()
                .map(seen -> export.sellerAccounts().map(seen::containsAll).orElse(false))
                .orElse(true);
    }

    private Written written(Export export) {
        switch (ExportJson.condition(
                export, export.state() == State.PENDING ? operations.find(export.id()) : Optional.empty())) {
            case SUCCEEDED -> {
                return export.written().orElseThrow();
            }
            case EXPIRED -> throw new Problem.Gone("export-expired", "The file was deleted when its time was over.");
            case FAILED -> throw new Problem.Conflict("export-failed", "The export failed: there is no file.");
            case CANCELLED ->
                throw new Problem.Conflict("export-cancelled", "The export was cancelled: there is no file.");
            default -> throw new Problem.Conflict("export-not-ready", "The file is not complete yet.");
        }
    }
}
