package org.clientele.export.internal;

import java.io.IOException;
import java.io.OutputStream;
import org.clientele.export.ExportFormat;
import org.clientele.export.ExportLayout;
import org.clientele.export.ExportOptions;
import org.clientele.export.ExportWriter;
import org.osgi.service.component.annotations.Component;

/** A line of JSON for each customer. */
@Component(
        property = {
            ExportFormat.FORMAT + "=ndjson",
            ExportFormat.TITLE + "=JSON, one line for each customer",
            ExportFormat.MEDIA_TYPE + "=application/x-ndjson"
        })
public final class NdjsonFormat implements ExportFormat {
    @Override
    public ExportWriter open(ExportLayout layout, OutputStream out) throws IOException {
        ExportOptions.of(layout).end();
        return new JsonWriter(layout.columns(), false, out);
    }
}
