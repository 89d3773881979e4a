package org.clientele.doctor.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.clientele.doctor.internal.Tables.Applied;
import org.osgi.framework.Bundle;

/** Whether the migrations that ran are those of the bundle. */
final class MigrationCheck implements Check {
    private static final Pattern FILE = Pattern.compile("V0*([0-9][0-9._]*)__.*\\.sql");

    private final Tables tables;

    MigrationCheck(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void look(Patient patient, Findings findings) {
        for (String schema : patient.schemas()) {
            look(patient, schema, findings);
        }
    }

    private void look(Patient patient, String schema, Findings findings) {
        Map<String, String> files = files(patient, schema);
        Map<String, Applied> applied = tables.applied(schema);
        String newest = files.keySet().stream().max(MigrationCheck::compare).orElse("0");
        applied.forEach((version, ran) -> {
            String file = files.get(version);
            if (!ran.success()) {
                findings.error("migration-failed", ran.script(), "It failed half-way.", "Repair the schema by hand.");
            } else if (file == null && compare(version, newest) > 0) {
                findings.error(
                        "migration-newer",
                        ran.script(),
                        "The schema is newer than the bundle, which was downgraded.",
                        "Install the version that was there before, or a newer one.");
            } else if (file == null) {
                findings.error(
                        "migration-missing",
                        ran.script(),
                        "It ran, and the bundle does not have it any more.",
                        "Put the file back: what was released is never taken away.");
            } else if (ran.checksum().isPresent() && ran.checksum().get() != checksum(patient, file)) {
                findings.error(
                        "migration-changed",
                        ran.script(),
                        "It was changed after it ran.",
                        "Put the old text back, and write a further migration.");
            }
        });
        if (patient.bundle().getState() == Bundle.ACTIVE) {
            files.forEach((version, file) -> {
                if (!applied.containsKey(version)) {
                    findings.error(
                            "migration-pending",
                            file,
                            "It did not run, so the schema cannot be used.",
                            "The log tells why it was refused.");
                }
            });
        }
    }

    /** The files of the bundle by version. */
    private static Map<String, String> files(Patient patient, String schema) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String file : patient.files("db/" + schema, "*.sql", false)) {
            Matcher name = FILE.matcher(file.substring(file.lastIndexOf('/') + 1));
            if (name.matches()) {
                files.put(name.group(1).replace('_', '.'), file);
            }
        }
        return files;
    }

    private static int compare(String one, String other) {
        String[] ones = one.split("\\.", -1);
        String[] others = other.split("\\.", -1);
        for (int i = 0; i < Math.max(ones.length, others.length); i++) {
            int order = Long.compare(
                    i < ones.length ? Long.parseLong(ones[i]) : 0, i < others.length ? Long.parseLong(others[i]) : 0);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** As Flyway computes it: of the lines, without what ends them. */
    private static int checksum(Patient patient, String file) {
        URL found = patient.bundle().getEntry(file);
        if (found == null) {
            return 0;
        }
        CRC32 crc = new CRC32();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(found.openStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            if (line != null && line.startsWith("\ufeff")) {
                line = line.substring(1);
            }
            while (line != null) {
                crc.update(line.getBytes(StandardCharsets.UTF_8));
                line = lines.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (int) crc.getValue();
    }
}
