package org.clientele.segment.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.segment.Segment.Kind;

/** The table {@code segment}, as some seller accounts may see it. */
final class SegmentRows {
    private static final String COLUMNS =
            "select id, name, kind, filter, seller_accounts, members, members_exact, counted_at,"
                    + " created_at, version from customer.segment";

    private final Connection connection;
    private final Optional<Set<String>> sellerAccounts;

    SegmentRows(Connection connection, Optional<Set<String>> sellerAccounts) {
        this.connection = connection;
        this.sellerAccounts = sellerAccounts;
    }

    record Row(
            UUID id,
            String name,
            Kind kind,
            Optional<String> filter,
            List<String> sellerAccounts,
            long members,
            boolean exact,
            Instant countedAt,
            Instant createdAt,
            long version) {}

    /** Nobody defines a segment or a view on one meanwhile: what names what stays as it is. */
    static void lockDefinitions(Connection connection) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended('customer.segment', 0))")) {
            lock.execute();
        }
    }

    private String visible() {
        return sellerAccounts.isPresent() ? " (seller_accounts = '{}' or seller_accounts && ?)" : " true";
    }

    private int bind(PreparedStatement statement, int at) throws SQLException {
        if (sellerAccounts.isEmpty()) {
            return at;
        }
        statement.setArray(
                at, connection.createArrayOf("text", sellerAccounts.get().toArray()));
        return at + 1;
    }

    List<Row> list(int limit, long offset) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                COLUMNS + " where" + visible() + " order by customer.fold(name), id limit ? offset ?")) {
            int at = bind(select, 1);
            select.setInt(at, limit);
            select.setLong(at + 1, offset);
            return rows(select);
        }
    }

    long count() throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from customer.segment where" + visible())) {
            bind(select, 1);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    Optional<Row> find(UUID id) throws SQLException {
        return find(id, "");
    }

    /** @throws Problem.NotFound if there is none to be seen */
    Row get(UUID id) throws SQLException {
        return find(id).orElseThrow(SegmentRows::notFound);
    }

    /**
     * Keeps it as it is until the end of the transaction.
     *
     * @throws Problem.Stale if it has another version
     */
    Row lock(UUID id, OptionalLong version) throws SQLException {
        Row row = find(id, " for update").orElseThrow(SegmentRows::notFound);
        if (version.isPresent() && version.getAsLong() != row.version()) {
            throw new Problem.Stale("The segment was changed meanwhile.");
        }
        return row;
    }

    private Optional<Row> find(UUID id, String lock) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(COLUMNS + " where" + visible() + " and id = ?" + lock)) {
            select.setObject(bind(select, 1), id);
            return rows(select).stream().findFirst();
        }
    }

    private static List<Row> rows(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            List<Row> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(new Row(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        Kind.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                        Optional.ofNullable(row.getString(4)),
                        List.of((String[]) row.getArray(5).getArray()),
                        row.getLong(6),
                        row.getBoolean(7),
                        row.getObject(8, OffsetDateTime.class).toInstant(),
                        row.getObject(9, OffsetDateTime.class).toInstant(),
                        row.getLong(10)));
            }
            return rows;
        }
    }

    static Problem.NotFound notFound() {
        return new Problem.NotFound("There is no such segment.");
    }
}
