package org.clientele.export.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.customer.CustomerRow;
import org.clientele.export.ExportFormat;
import org.clientele.export.ExportLayout;
import org.clientele.export.ExportWriter;
import org.jspecify.annotations.Nullable;

/** Files of made-up rows. */
final class Cells {
    static final Instant AT = Instant.parse("2026-11-26T16:00:00Z");

    private Cells() {}

    /** Columns named a, b, c... */
    static List<Attribute> columns(Type... types) {
        List<Attribute> columns = new ArrayList<>();
        for (Type type : types) {
            String name = String.valueOf((char) ('a' + columns.size()));
            columns.add(Attribute.named(name, type)
                    .label("The " + name)
                    .expression("{}." + name)
                    .build());
        }
        return columns;
    }

    static byte[] file(
            ExportFormat format,
            Map<String, String> options,
            List<Attribute> columns,
            List<List<@Nullable Object>> rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ExportWriter writer = format.open(new ExportLayout("test", columns, options, AT), out);
            for (List<@Nullable Object> row : rows) {
                writer.row(new CustomerRow(columns, row));
            }
            writer.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }
}
