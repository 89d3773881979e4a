package org.clientele.customer.internal;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The names that bundles give to what they keep: they become part of SQL, so they must be nothing else. */
public final class TableNames {
    private static final Pattern TABLE = Pattern.compile("[a-z_][a-z0-9_]{0,62}\\.[a-z_][a-z0-9_]{0,62}");
    private static final Pattern COLUMN = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private TableNames() {}

    /** @throws IllegalArgumentException if a name is none */
    public static void check(String table, String... columns) {
        if (!TABLE.matcher(table).matches()
                || !Arrays.stream(columns)
                        .allMatch(column -> COLUMN.matcher(column).matches())) {
            throw new IllegalArgumentException("No names of the database: " + table + ", " + List.of(columns));
        }
    }
}
