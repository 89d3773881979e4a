package org.clientele.export.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** Files as they leave the database. */
final class ExportFiles {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);

    /** Of a UUID of version 7, whose end is random and whose beginning is the time. */
    private static final int ID_END = 8;

    private ExportFiles() {}

    /** Of its name and its day. */
    static String name(Export export) {
        return stem(export) + "." + export.kind().suffix();
    }

    /** The same with the end of its schedule's id: others may write to the same folder under the same name. */
    static String placedName(Export export) {
        String whose = export.schedule()
                .map(UUID::toString)
                .map(id -> "-" + id.substring(id.length() - ID_END))
                .orElse("");
        return stem(export) + whose + "." + export.kind().suffix();
    }

    private static String stem(Export export) {
        String plain =
                export.name().strip().replaceAll("[\\\\/:*?\"<>|\\s.]+", "-").replaceAll("^-+", "");
        return (plain.isEmpty() ? "customers" : plain) + "-"
                + DAY.format(export.createdAt().atZone(ZoneOffset.UTC));
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
