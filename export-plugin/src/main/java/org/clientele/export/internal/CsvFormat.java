package org.clientele.export.internal;

import java.io.OutputStream;
import java.util.List;
import org.clientele.export.ExportFormat;
import org.clientele.export.ExportLayout;
import org.clientele.export.ExportOptions;
import org.clientele.export.ExportWriter;
import org.clientele.export.internal.CsvWriter.Dialect;
import org.osgi.service.component.annotations.Component;

/** Comma-separated values (RFC 4180) in UTF-8. */
@Component(
        property = {
            ExportFormat.FORMAT + "=csv",
            ExportFormat.TITLE + "=CSV",
            ExportFormat.MEDIA_TYPE + "=text/csv; charset=utf-8"
        })
public final class CsvFormat implements ExportFormat {
    private static final List<String> SEPARATORS = List.of(",", ";", "|", "\t", "comma", "semicolon", "pipe", "tab");
    private static final String SEPARATOR = ",;|\t";

    @Override
    public ExportWriter open(ExportLayout layout, OutputStream out) throws java.io.IOException {
        ExportOptions options = ExportOptions.of(layout);
        String separator = options.oneOf("separator", SEPARATORS, ",");
        String decimal = options.oneOf("decimal", List.of("point", "comma", ".", ","), "point");
        String lineEnding = options.oneOf("lineEnding", List.of("crlf", "lf"), "crlf");
        boolean bom = options.flag("bom", false);
        Headers headers = Headers.of(options);
        boolean currencies = options.flag("currencies", false);
        options.end();
        Dialect dialect = new Dialect(
                SEPARATOR.charAt(SEPARATORS.indexOf(separator) % SEPARATOR.length()),
                decimal.equals("comma") || decimal.equals(",") ? ',' : '.',
                lineEnding.equals("crlf") ? "\r\n" : "\n");
        CsvWriter writer = new CsvWriter(out, layout.columns(), dialect, currencies);
        writer.begin(bom, headers);
        return writer;
    }
}
