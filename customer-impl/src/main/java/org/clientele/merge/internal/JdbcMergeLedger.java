package org.clientele.merge.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.clientele.customer.MergeLedger;
import org.clientele.customer.internal.TableNames;

/** The ledger in {@code merge_entry}. */
public final class JdbcMergeLedger implements MergeLedger {
    private final Connection connection;
    private final Optional<UUID> merge;
    private final UUID from;
    private final UUID into;
    private final String contributor;

    JdbcMergeLedger(Connection connection, Optional<UUID> merge, UUID from, UUID into, String contributor) {
        this.connection = connection;
        this.merge = merge;
        this.from = from;
        this.into = into;
        this.contributor = contributor;
    }

    /** For a merge that is never undone. */
    public static MergeLedger unrecorded(Connection connection, UUID from, UUID into) {
        return new JdbcMergeLedger(connection, Optional.empty(), from, into, "");
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
        TableNames.check(table, customerColumn);
        TableNames.check(table, key);
        String same = Arrays.stream(key)
                .map(column -> " and o." + column + " is not distinct from r." + column)
                .collect(Collectors.joining());
        aside(
                table,
                customerColumn,
                from,
                " and exists (select from " + table + " o where o." + customerColumn + " = ?" + same + ")");
        String moved = "with gone as (update " + table + " r set " + customerColumn + " = ? where r." + customerColumn
                + " = ? returning " + key("r", key) + " as content)";
        execute(moved, "moved", table, customerColumn, key, into, from);
    }

    @Override
    public void setAside(String table, String customerColumn) {
        TableNames.check(table, customerColumn);
        aside(table, customerColumn, from, "");
    }

    /** The same with rows of anybody, the survivor's own for example. */
    void setAside(String table, String customerColumn, UUID owner) {
        aside(table, customerColumn, owner, "");
    }

    private void aside(String table, String customerColumn, UUID owner, String condition) {
        String gone = "with gone as (delete from " + table + " r where r." + customerColumn + " = ?" + condition
                + " returning to_jsonb(r) as content)";
        Object[] values = condition.isEmpty() ? new Object[] {owner} : new Object[] {owner, into};
        execute(gone, "aside", table, customerColumn, new String[0], values);
    }

    /** The values of the key columns as texts. */
    static String key(String alias, String... key) {
        return Arrays.stream(key)
                .map(column -> alias + "." + column + "::text")
                .collect(Collectors.joining(", ", "jsonb_build_array(", ")"));
    }

    private void execute(
            String change, String kind, String table, String customerColumn, String[] key, Object... values) {
        String sql = merge.isEmpty()
                ? change + " select from gone"
                : change
                        + " insert into customer.merge_entry (merge_id, from_id, contributor, kind, name, customer_column,"
                        + " key_columns, content) select ?, ?, ?, ?, ?, ?, ?, jsonb_agg(content) from gone"
                        + " having count(*) > 0";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = 1;
            for (Object value : values) {
                statement.setObject(next++, value);
            }
            if (merge.isPresent()) {
                statement.setObject(next++, merge.get());
                statement.setObject(next++, from);
                statement.setString(next++, contributor);
                statement.setString(next++, kind);
                statement.setString(next++, table);
                statement.setString(next++, customerColumn);
                statement.setArray(next, connection.createArrayOf("text", key));
            }
            statement.execute();
        } catch (SQLException e) {
            throw new Contributors.Failed(e);
        }
    }

    @Override
    public void note(String kind, String value) {
        if (merge.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer.merge_entry (merge_id, from_id, contributor, kind, name, content)"
                        + " values (?, ?, ?, 'noted', ?, to_jsonb(?::text))")) {
            insert.setObject(1, merge.get());
            insert.setObject(2, from);
            insert.setString(3, contributor);
            insert.setString(4, kind);
            insert.setString(5, value);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new Contributors.Failed(e);
        }
    }

    @Override
    public List<String> noted(String kind) {
        try (PreparedStatement select =
                connection.prepareStatement("select content #>> '{}' from customer.merge_entry where merge_id = ?"
                        + " and from_id = ? and contributor = ? and kind = 'noted' and name = ? order by position")) {
            select.setObject(1, merge.orElse(null));
            select.setObject(2, from);
            select.setString(3, contributor);
            select.setString(4, kind);
            try (ResultSet rows = select.executeQuery()) {
                List<String> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
                return values;
            }
        } catch (SQLException e) {
            throw new Contributors.Failed(e);
        }
    }
}
