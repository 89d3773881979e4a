package org.clientele.subject.internal;

import java.util.Map;

/** The text that comes with an export: what is in it, and what is not. */
final class SubjectReadme {
    private SubjectReadme() {}

    static String of(SubjectDocument document) {
        StringBuilder text =
                new StringBuilder("""
                Everything that is kept of customer %s (%s)
                as it was at %s.

                customer.json   all of it, for machines: {"tables": {table: [row, ...]}}, UTF-8
                csv/            the same, one file for each table, for spreadsheets: UTF-8, separated by commas

                Times are in UTC. Amounts are in the smallest unit of their currency: 1250 EUR are 12.50 euros.
                A text that a spreadsheet would take for a formula has an apostrophe before it in CSV, not in JSON.
                Lists and objects within CSV are JSON.
                Left out: passwords, tokens and their hashes, which let somebody in, and who else is concerned
                (the members of the staff, other customers). Also left out, as it holds nothing else:
                """.formatted(document.reference(), document.customer(), document.moment()));
        Untold.EXEMPT.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(table -> text.append("  ")
                .append(table.getKey())
                .append(": ")
                .append(table.getValue())
                .append('\n'));
        if (!document.untold().isEmpty()) {
            text.append("\nNOT COMPLETE. These tables know customers, and nobody was there to tell what they hold:\n");
            document.untold().forEach(table -> text.append("  ").append(table).append('\n'));
        }
        text.append("\nTables, their rows and columns:\n");
        document.told().tables().forEach(table -> text.append("\n  ")
                .append(SubjectDocument.file(table))
                .append(" (")
                .append(table.rows())
                .append(")\n    ")
                .append(String.join(", ", table.columns()))
                .append('\n'));
        return text.toString().replace("\n", "\r\n");
    }
}
