package org.clientele.imports.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.operation.Operation;
import org.clientele.operation.Operations;
import org.clientele.operation.internal.OperationJson;
import org.clientele.rest.LargeBody;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;
import org.osgi.service.metatype.annotations.Designate;

/** {@code /imports}: takes a file and works it off as an operation. */
@Component(service = ImportsResource.class, configurationPid = "org.clientele.imports")
@Designate(ocd = ImportConfig.class)
@JakartarsResource
@Path("imports")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@RequiresScope(RequiresScope.ANY_CALLER)
public final class ImportsResource {
    /** What nobody configures more than; the configuration decides. */
    private static final long CEILING = 1L << 40;

    private static final List<String> NDJSON = List.of("application/x-ndjson", "application/jsonl");
    private static final String CSV = "text/csv";

    private final Operations operations;
    private final ImportTargets targets;
    private final Mappings mappings;
    private final Access access;
    private final long maxBytes;

    @Activate
    public ImportsResource(
            @Reference Operations operations,
            @Reference ImportTargets targets,
            @Reference Mappings mappings,
            @Reference Access access,
            ImportConfig config) {
        this(operations, targets, mappings, access, config.maxBytes());
    }

    ImportsResource(Operations operations, ImportTargets targets, Mappings mappings, Access access, long maxBytes) {
        this.operations = operations;
        this.targets = targets;
        this.mappings = mappings;
        this.access = access;
        this.maxBytes = maxBytes;
    }

    /** NDJSON, or CSV with the name of a mapping; either may be gzipped. */
    @POST
    @LargeBody(maxBytes = CEILING)
    public Response start(
            @QueryParam("type") @Nullable String type,
            @QueryParam("mapping") @Nullable String mapping,
            @HeaderParam("Content-Type") @Nullable String contentType,
            @HeaderParam("Content-Encoding") @Nullable String encoding,
            InputStream body) {
        ImportTargets.Type target = targets.require(type);
        access.require(target.scope());
        FileFormat format = format(String.valueOf(type), Optional.ofNullable(mapping), mediaType(contentType));
        Operation operation = operations.start(target.kind(), format.parameters(), unpacked(body, encoding), maxBytes);
        return Response.accepted(OperationJson.of(operation))
                .header(HttpHeaders.LOCATION, OperationJson.link(operation.id()))
                .build();
    }

    private FileFormat format(String type, Optional<String> mapping, String mediaType) {
        if (NDJSON.contains(mediaType)) {
            if (mapping.isPresent()) {
                throw Problem.Invalid.at("?mapping", "value", "NDJSON is read without a mapping.");
            }
            return new FileFormat(Optional.empty());
        }
        if (!mediaType.equals(CSV)) {
            throw new Problem.UnsupportedMediaType("An import is application/x-ndjson or text/csv.");
        }
        Mapping found = mapping.flatMap(mappings::find)
                .orElseThrow(() -> Problem.Invalid.at(
                        "?mapping", mapping.isPresent() ? "not-found" : "required", "CSV is read by a stored mapping."))
                .value();
        if (!found.type().equals(type)) {
            throw Problem.Invalid.at("?mapping", "value", "This mapping makes " + found.type() + ".");
        }
        return new FileFormat(Optional.of(found));
    }

    private static String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static InputStream unpacked(InputStream body, @Nullable String encoding) {
        if (encoding == null || encoding.isBlank() || encoding.equalsIgnoreCase("identity")) {
            return body;
        }
        if (!encoding.strip().equalsIgnoreCase("gzip")) {
            throw new Problem.UnsupportedMediaType("A body is encoded as gzip or not at all.");
        }
        try {
            return new GZIPInputStream(body, 64 * 1024);
        } catch (IOException e) {
            throw notGzip();
        }
    }

    private static Problem.Invalid notGzip() {
        return new Problem.Invalid("malformed-gzip", "The body is no gzip.", List.of());
    }
}
