package org.clientele.subject.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.clientele.rest.Json;

/**
 * What was told of a customer, in the forms it is sent in.
 *
 * @param untold tables that know customers and that nobody told
 */
record SubjectDocument(UUID customer, String reference, Instant moment, Told told, List<String> untold)
        implements AutoCloseable {
    /** One object; each row on a line of its own. */
    void writeJson(OutputStream out) throws IOException {
        Writer json = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        json.write("{\"customer\":\"" + customer + "\",\"reference\":" + text(reference) + ",\"exportedAt\":\"" + moment
                + "\",\"untold\":" + text(untold) + ",\"tables\":{");
        String separator = "\n";
        for (Told.Table table : told.tables()) {
            json.write(separator + text(table.name()) + ":[");
            separator = ",\n";
            writeRows(table, json);
            json.write("]");
        }
        json.write("\n}}\n");
        json.flush();
    }

    private static void writeRows(Told.Table table, Writer json) throws IOException {
        String[] separator = {"\n"};
        table.each(row -> {
            json.write(separator[0]);
            json.write(row);
            separator[0] = ",\n";
        });
    }

    private static String text(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }

    /** What it is, everything as JSON, and each table as CSV. */
    void writeZip(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        begin(zip, "README.txt");
        zip.write(SubjectReadme.of(this).getBytes(StandardCharsets.UTF_8));
        begin(zip, "customer.json");
        writeJson(zip);
        for (Told.Table table : told.tables()) {
            begin(zip, file(table));
            writeCsv(table, zip);
        }
        zip.closeEntry();
        zip.finish();
    }

    static String file(Told.Table table) {
        return "csv/" + table.name() + ".csv";
    }

    private void begin(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(FileTime.from(moment));
        zip.putNextEntry(entry);
    }

    private static void writeCsv(Told.Table table, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CsvWriter csv = new CsvWriter(writer);
        csv.header(table.columns());
        table.each(row -> {
            JsonNode values = ToldValues.json(row);
            csv.row(table.columns().stream().map(values::path).toList());
        });
        writer.flush();
    }

    @Override
    public void close() {
        told.close();
    }
}
