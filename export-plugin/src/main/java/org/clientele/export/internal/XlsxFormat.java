package org.clientele.export.internal;

import java.io.OutputStream;
import org.clientele.export.ExportFormat;
import org.clientele.export.ExportLayout;
import org.clientele.export.ExportOptions;
import org.clientele.export.ExportWriter;
import org.osgi.service.component.annotations.Component;

/** A workbook (ECMA-376) for Excel and others. */
@Component(
        property = {
            ExportFormat.FORMAT + "=xlsx",
            ExportFormat.TITLE + "=Excel",
            ExportFormat.MEDIA_TYPE + "=application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        })
public final class XlsxFormat implements ExportFormat {
    /** As many as a sheet has. */
    private static final int ROWS = 1_048_576;

    @Override
    public ExportWriter open(ExportLayout layout, OutputStream out) {
        ExportOptions options = ExportOptions.of(layout);
        Headers headers = Headers.of(options);
        options.end();
        return new XlsxWriter(layout.columns(), headers, ROWS, out);
    }
}
