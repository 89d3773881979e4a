package org.clientele.export.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Files as they leave the database. */
final class ExportFiles {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);

    private ExportFiles() {}

    /** Of its name and its day. */
    static String name(Export export) {
        String plain =
                export.name().strip().replaceAll("[\\\\/:*?\"<>|\\s.]+", "-").replaceAll("^-+", "");
        return (plain.isEmpty() ? "customers" : plain) + "-"
                + DAY.format(export.createdAt().atZone(ZoneOffset.UTC)) + "."
                + export.kind().suffix();
    }

    /** Part by part, so that one part is held at a time. */
    static void send(Exports exports, Export export, OutputStream out) throws IOException {
        long bytes = export.written().map(Export.Written::bytes).orElse(0L);
        long sent = 0;
        for (int part = 0; sent < bytes; part++) {
            byte[] some = exports.part(export.id(), part)
                    .orElseThrow(() -> new IOException("The file was deleted while it was read."));
            out.write(some);
            sent += some.length;
        }
    }
}
