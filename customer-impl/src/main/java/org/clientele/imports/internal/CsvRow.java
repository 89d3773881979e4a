package org.clientele.imports.internal;

import java.util.List;
import java.util.Map;
import org.clientele.Problem;

/** A row whose fields have names. */
record CsvRow(long line, Map<String, Integer> columns, List<String> fields) {
    /**
     * The value of a column, without spaces around it; empty if the row is too short.
     *
     * @throws Problem.Unprocessable {@code unknown-column} if the file has no such column: then no row can be read
     */
    String get(String column) {
        Integer position = columns.get(column);
        if (position == null) {
            throw new Problem.Unprocessable("unknown-column", "The file has no column " + column + ".");
        }
        return position < fields.size() ? fields.get(position).strip() : "";
    }
}
