package org.clientele.command.internal;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.karaf.shell.support.table.ShellTable;
import org.clientele.Money;
import org.jspecify.annotations.Nullable;

/** A table of the shell. Not thread-safe. */
final class Table {
    private final ShellTable table = new ShellTable();

    Table(String... columns) {
        for (String column : columns) {
            table.column(column);
        }
        table.emptyTableText("There is nothing.");
    }

    Table row(List<? extends @Nullable Object> values) {
        table.addRow().addContent(values.stream().map(Table::text).toArray());
        return this;
    }

    void print(PrintStream console) {
        table.print(console, true);
    }

    static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        } else if (value instanceof Optional<?> maybe) {
            return maybe.map(Table::text).orElse("");
        } else if (value instanceof Money money) {
            return money.amount() + " " + money.currency();
        } else if (value instanceof Enum<?> one) {
            return one.name().toLowerCase(Locale.ROOT);
        } else if (value instanceof Instant time) {
            return time.truncatedTo(ChronoUnit.SECONDS).toString();
        } else if (value instanceof Collection<?> several) {
            return several.stream().map(Table::text).collect(Collectors.joining(", "));
        }
        return Shell.printable(String.valueOf(value));
    }
}
