package org.clientele.subject.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/**
 * {@code /customers/{id}/export}: all that is kept of one customer. The audit hears of it from {@link SubjectExporter}, before the first
 * byte goes out, and not only as of a view.
 */
@Component(service = SubjectExportResource.class)
@JakartarsResource
@Path("customers/{id: [0-9a-fA-F]{8}-[0-9a-fA-F-]{27}}/export")
@Produces({SubjectExportResource.ZIP, MediaType.APPLICATION_JSON})
@RequiresScope("customers:export")
public final class SubjectExportResource {
    static final String ZIP = "application/zip";

    private final SubjectExporter exporter;

    @Activate
    public SubjectExportResource(@Reference SubjectExporter exporter) {
        this.exporter = exporter;
    }

    private enum Format {
        ZIP,
        JSON;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param format {@code zip} or {@code json}; without it what is accepted, best of all {@code application/zip} */
    @GET
    public Response export(
            @PathParam("id") UUID id, @QueryParam("format") @Nullable String format, @Context HttpHeaders headers) {
        Format wanted = format == null ? accepted(headers) : named(format);
        SubjectDocument document = exporter.export(id, wanted.word());
        StreamingOutput body = out -> {
            try (document) {
                if (wanted == Format.ZIP) {
                    document.writeZip(out);
                } else {
                    document.writeJson(out);
                }
            }
        };
        return Response.ok(body, wanted == Format.ZIP ? ZIP : MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name(document, wanted) + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static Format named(String format) {
        for (Format known : Format.values()) {
            if (known.word().equals(format)) {
                return known;
            }
        }
        throw Problem.Invalid.at("?format", "value", "The format is zip or json.");
    }

    private static Format accepted(HttpHeaders headers) {
        for (MediaType type : headers.getAcceptableMediaTypes()) {
            if (type.isCompatible(MediaType.valueOf(ZIP))) {
                return Format.ZIP;
            }
            if (type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
                return Format.JSON;
            }
        }
        return Format.ZIP;
    }

    private static String name(SubjectDocument document, Format format) {
        return "customer-" + document.reference().replaceAll("[^A-Za-z0-9._-]", "_") + "-"
                + LocalDate.ofInstant(document.moment(), ZoneOffset.UTC) + "." + format.word();
    }
}
