package org.clientele.export.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.export.internal.Export.Kind;
import org.clientele.export.internal.Export.Scope;
import org.clientele.export.internal.Export.State;
import org.clientele.export.internal.Export.Written;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.clientele.rest.Json;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The table of exports, with their files. Thread-safe. */
@Component(service = Exports.class)
public final class Exports {
    private final Transactions transactions;

    @Activate
    public Exports(@Reference(target = "(schema=export)") Transactions transactions) {
        this.transactions = transactions;
    }

    void add(Export export) {
        transactions.sql(connection -> Sql.update(
                connection,
                """
                insert into export.file (id, owner, seller_accounts, name, format, media_type, suffix, options, fields, personal,
                    missing, query, scope, ids, schedule_id, state, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::uuid[], ?, ?, ?)""",
                export.id(),
                export.owner(),
                export.sellerAccounts(),
                export.name(),
                export.kind().format(),
                export.kind().mediaType(),
                export.kind().suffix(),
                json(export.options()),
                export.fields(),
                export.personal(),
                export.missing(),
                json(export.query()),
                export.scope(),
                export.ids(),
                export.schedule(),
                export.state(),
                export.createdAt()));
    }

    Optional<Export> find(UUID id) {
        return transactions.read(connection -> find(connection, id));
    }

    private static Optional<Export> find(Connection connection, UUID id) throws SQLException {
        return Sql.first(connection, "select * from export.file where id = ?", Exports::export, id);
    }

    /** Newest first. */
    Page<Export> ofOwner(String owner, Page.Request page) {
        return transactions.read(connection -> {
            long total = Sql.first(
                            connection,
                            "select count(*) from export.file where owner = ?",
                            row -> row.getLong(1),
                            owner)
                    .orElseThrow();
            List<Export> exports = Sql.list(
                    connection,
                    "select * from export.file where owner = ? order by created_at desc, id desc limit ? offset ?",
                    Exports::export,
                    owner,
                    page.size(),
                    page.offset());
            return Page.of(exports, total);
        });
    }

    /** How many of an owner's wait or are being written. */
    long open(String owner) {
        return transactions.read(connection -> Sql.first(
                        connection,
                        "select count(*) from export.file where owner = ? and state = 'pending'",
                        row -> row.getLong(1),
                        owner)
                .orElseThrow());
    }

    /** Those in a state, oldest first; the first thousand. */
    List<Export> in(State state) {
        return transactions.read(connection -> Sql.list(
                connection,
                "select * from export.file where state = ? order by created_at limit 1000",
                Exports::export,
                state));
    }

    /** What of a schedule's wishes can be had now. */
    void resolve(Export export) {
        transactions.sql(connection -> Sql.update(
                connection,
                "update export.file set fields = ?, personal = ?, missing = ? where id = ?",
                export.fields(),
                export.personal(),
                export.missing(),
                export.id()));
    }

    /** That it is complete, from now on. */
    void ready(UUID id, Written written, Instant now, Instant expiresAt) {
        transactions.sql(connection -> Sql.update(
                connection,
                "update export.file set state = 'ready', rows = ?, bytes = ?, sha256 = ?, finished_at = ?, expires_at = ?"
                        + " where id = ? and state = 'pending'",
                written.rows(),
                written.bytes(),
                written.sha256(),
                now,
                expiresAt,
                id));
    }

    /**
     * That there will be no file, or is none any more; what there is of it goes.
     *
     * @return whether it was in the first state
     */
    boolean end(UUID id, State from, State to) {
        return transactions.sql(connection -> {
            int ended = Sql.update(
                    connection,
                    "update export.file set state = ?, finished_at = coalesce(finished_at, now()) where id = ? and state = ?",
                    to,
                    id,
                    from);
            return ended == 1 && clear(connection, id) >= 0;
        });
    }

    void told(UUID id) {
        transactions.sql(connection -> Sql.update(connection, "update export.file set told = true where id = ?", id));
    }

    boolean delete(UUID id) {
        return transactions.sql(connection -> {
            clear(connection, id);
            return Sql.update(connection, "delete from export.file where id = ?", id) == 1;
        });
    }

    int forget(Instant before) {
        return transactions.sql(connection -> Sql.update(
                connection,
                "delete from export.file where id = any (array(select id from export.file where created_at < ?"
                        + " and state not in ('pending', 'ready') limit 1000))",
                before));
    }

    /** What an earlier run left. */
    void clear(UUID id) {
        transactions.sql(connection -> clear(connection, id));
    }

    private static int clear(Connection connection, UUID id) throws SQLException {
        return Sql.update(connection, "delete from export.chunk where file_id = ?", id);
    }

    /** @return false if there is no such export any more that waits for it */
    boolean store(UUID id, int part, Packed packed) {
        return transactions.sql(connection -> {
            if (Sql.first(
                            connection,
                            "select true from export.file where id = ? and state = 'pending' for key share",
                            row -> true,
                            id)
                    .isEmpty()) {
                return false;
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into export.chunk (file_id, part, length, bytes) values (?, ?, ?, ?)")) {
                insert.setObject(1, id);
                insert.setInt(2, part);
                insert.setInt(3, packed.length());
                insert.setBinaryStream(4, packed.stream(), packed.size());
                return insert.executeUpdate() == 1;
            }
        });
    }

    /** Empty if there is no such part, or no such file any more. */
    Optional<byte[]> part(UUID id, int part) {
        return transactions.read(connection -> Sql.first(
                connection,
                "select length, bytes from export.chunk where file_id = ? and part = ?",
                row -> Packed.unpack(row.getBytes(2), row.getInt(1)),
                id,
                part));
    }

    private static Export export(ResultSet row) throws SQLException {
        return new Export(
                row.getObject("id", UUID.class),
                row.getString("owner"),
                row.getArray("seller_accounts") == null
                        ? Optional.empty()
                        : Optional.of(Sql.texts(row, "seller_accounts")),
                row.getString("name"),
                new Kind(row.getString("format"), row.getString("media_type"), row.getString("suffix")),
                options(row.getString("options")),
                Sql.texts(row, "fields"),
                Sql.texts(row, "personal"),
                Sql.texts(row, "missing"),
                query(row.getString("query")),
                Scope.valueOf(row.getString("scope").toUpperCase(Locale.ROOT)),
                row.getArray("ids") == null
                        ? Optional.empty()
                        : Optional.of(List.of((UUID[]) row.getArray("ids").getArray())),
                Optional.ofNullable(row.getObject("schedule_id", UUID.class)),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("sha256") == null
                        ? Optional.empty()
                        : Optional.of(new Written(row.getLong("rows"), row.getLong("bytes"), row.getString("sha256"))),
                Sql.instant(row, "created_at"),
                Sql.maybeInstant(row, "finished_at"),
                Sql.maybeInstant(row, "expires_at"),
                row.getBoolean("told"));
    }

    static String json(Object value) {
        return new String(Json.write(value), java.nio.charset.StandardCharsets.UTF_8);
    }

    static ListQuery query(String json) {
        return Json.read(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), ListQuery.class);
    }

    @SuppressWarnings("unchecked")
    static Map<String, String> options(String json) {
        return Json.read(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), Map.class);
    }
}
