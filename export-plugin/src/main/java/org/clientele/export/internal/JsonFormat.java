package org.clientele.export.internal;

import java.io.IOException;
import java.io.OutputStream;
import org.clientele.export.ExportFormat;
import org.clientele.export.ExportLayout;
import org.clientele.export.ExportOptions;
import org.clientele.export.ExportWriter;
import org.osgi.service.component.annotations.Component;

/** One JSON array of all customers. */
@Component(
        property = {
            ExportFormat.FORMAT + "=json",
            ExportFormat.TITLE + "=JSON",
            ExportFormat.MEDIA_TYPE + "=application/json"
        })
public final class JsonFormat implements ExportFormat {
    @Override
    public ExportWriter open(ExportLayout layout, OutputStream out) throws IOException {
        ExportOptions.of(layout).end();
        return new JsonWriter(layout.columns(), true, out);
    }
}
