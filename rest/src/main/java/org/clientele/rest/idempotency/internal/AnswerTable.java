package org.clientele.rest.idempotency.internal;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clientele.rest.Json;

/** The table {@code rest.idempotent_answer}. */
final class AnswerTable {
    static final int BATCH = 1000;

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    /** Takes the key for this transaction; false if another one has it. */
    boolean lock(Connection connection, Key key) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select pg_try_advisory_xact_lock(hashtextextended(?, 7230))")) {
            statement.setString(1, key.caller() + '\n' + key.key());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    Optional<Row> find(Connection connection, Key key) throws SQLException, IOException {
        try (PreparedStatement statement =
                connection.prepareStatement("select request_hash, status, headers, body from rest.idempotent_answer"
                        + " where caller = ? and key = ? and created_at > now() - interval '24 hours'")) {
            statement.setString(1, key.caller());
            statement.setString(2, key.key());
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                Map<String, String> headers = Json.mapper().readValue(rows.getString(3), HEADERS);
                return Optional.of(
                        new Row(rows.getBytes(1), new StoredAnswer(rows.getInt(2), headers, rows.getBytes(4))));
            }
        }
    }

    /**
     * Also replaces a record that has expired but is not deleted yet.
     *
     * @param ids that the answer names, which may be sealed
     */
    void insert(Connection connection, Key key, byte[] requestHash, StoredAnswer answer, Set<String> ids)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into rest.idempotent_answer (caller, key, request_hash, status, headers, body, ids)"
                        + " values (?, ?, ?, ?, ?::jsonb, ?, ?) on conflict (caller, key) do update set request_hash ="
                        + " excluded.request_hash, status = excluded.status, headers = excluded.headers,"
                        + " body = excluded.body, ids = excluded.ids, created_at = now()")) {
            statement.setString(1, key.caller());
            statement.setString(2, key.key());
            statement.setBytes(3, requestHash);
            statement.setInt(4, answer.status());
            statement.setString(5, new String(Json.write(answer.headers()), StandardCharsets.UTF_8));
            statement.setBytes(6, answer.body());
            statement.setArray(7, connection.createArrayOf("uuid", ids.toArray()));
            statement.executeUpdate();
        }
    }

    int deleteOld(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "delete from rest.idempotent_answer where ctid = any (array(select ctid from rest.idempotent_answer"
                        + " where created_at < now() - interval '24 hours' limit " + BATCH + "))")) {
            return statement.executeUpdate();
        }
    }

    /** @param caller the id of whom the key belongs to */
    record Key(String caller, String key) {}

    record Row(byte[] requestHash, StoredAnswer answer) {}
}
