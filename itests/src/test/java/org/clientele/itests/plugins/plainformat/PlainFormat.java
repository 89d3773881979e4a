package org.clientele.itests.plugins.plainformat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.clientele.export.ExportFormat;
import org.clientele.export.ExportLayout;
import org.clientele.export.ExportOptions;
import org.clientele.export.ExportWriter;
import org.osgi.service.component.annotations.Component;

/** One line of text for each customer. */
// snippet: format
@Component(
        property = {
            ExportFormat.FORMAT + "=plain",
            ExportFormat.TITLE + "=Plain text",
            ExportFormat.MEDIA_TYPE + "=text/plain; charset=utf-8",
            ExportFormat.SUFFIX + "=txt"
        })
public final class PlainFormat implements ExportFormat {
    @Override
    public ExportWriter open(ExportLayout layout, OutputStream out) throws IOException {
        ExportOptions options = ExportOptions.of(layout);
        String between = options.text("between").orElse(" - ");
        options.end();
        return row -> {
            StringBuilder line = new StringBuilder();
            for (Object value : row.values()) {
                line.append(line.isEmpty() ? "" : between).append(value == null ? "" : value);
            }
            out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        };
    }
}
// end
