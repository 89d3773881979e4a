package org.clientele.plugintest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.clientele.customer.MergeLedger;

/** Moves rows like the core's ledger, but keeps nothing for an undo. */
final class PlainLedger implements MergeLedger {
    private final Connection connection;
    private final UUID from;
    private final UUID into;
    private final Map<String, List<String>> notes = new HashMap<>();

    PlainLedger(Connection connection, UUID from, UUID into) {
        this.connection = connection;
        this.from = from;
        this.into = into;
    }

    @Override
    public UUID from() {
        return from;
    }

    @Override
    public UUID into() {
        return into;
    }

    @Override
    public void move(String table, String customerColumn, String... key) {
        String same = Arrays.stream(key)
                .map(column -> " and o." + column + " is not distinct from r." + column)
                .collect(Collectors.joining());
        execute(
                "delete from " + table + " r where r." + customerColumn + " = ? and exists (select from " + table
                        + " o where o." + customerColumn + " = ?" + same + ")",
                from,
                into);
        execute("update " + table + " set " + customerColumn + " = ? where " + customerColumn + " = ?", into, from);
    }

    @Override
    public void setAside(String table, String customerColumn) {
        execute("delete from " + table + " where " + customerColumn + " = ?", from);
    }

    @Override
    public void note(String kind, String value) {
        notes.computeIfAbsent(kind, first -> new ArrayList<>()).add(value);
    }

    @Override
    public List<String> noted(String kind) {
        return List.copyOf(notes.getOrDefault(kind, List.of()));
    }

    private void execute(String sql, UUID... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
