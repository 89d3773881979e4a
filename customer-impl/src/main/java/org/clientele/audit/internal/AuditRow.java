package org.clientele.audit.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.access.Caller;
import org.clientele.audit.AuditEntry;
import org.clientele.rest.Json;

/** An entry as it is stored and hashed. */
record AuditRow(
        Instant at,
        String actorId,
        String actorName,
        Optional<String> subject,
        String action,
        Optional<UUID> customerId,
        String targetType,
        Optional<String> targetId,
        List<String> sellerAccounts,
        Optional<String> requestId,
        String details) {
    static final String COLUMNS = "a.at, a.actor_id, a.actor_name, a.subject, a.action, a.customer_id, a.target_type,"
            + " a.target_id, a.seller_accounts, a.request_id, a.details";

    /** What this thread's caller does now. The seller accounts of the customer, if it has any, take the place of the caller's where it is stored. */
    static AuditRow now(Caller caller, AuditEntry entry, Optional<String> requestId) {
        try {
            return new AuditRow(
                    Instant.now().truncatedTo(ChronoUnit.MICROS),
                    caller.id(),
                    caller.name(),
                    entry.subject(),
                    entry.action(),
                    entry.customerId(),
                    entry.targetType(),
                    entry.targetId(),
                    caller.sellerAccounts()
                            .map(own -> own.stream().sorted().toList())
                            .orElse(List.of()),
                    requestId,
                    Json.mapper().writeValueAsString(entry.details()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void insert(Connection connection, Collection<AuditRow> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into customer.audit_entry (at, actor_id, actor_name, subject, action, customer_id, target_type, target_id,
                    seller_accounts, request_id, details)
                select ?, ?, ?, ?, ?, c.id, ?, ?,
                    coalesce(nullif(array(
                        select s.seller_account from customer.customer_summary s
                        where s.customer_id = c.id and s.seller_account <> '*' order by 1), '{}'), ?::text[]), ?, ?
                from (select ?::uuid) c (id)
                """)) {
            for (AuditRow row : rows) {
                insert.setObject(1, row.at().atOffset(ZoneOffset.UTC));
                insert.setString(2, row.actorId());
                insert.setString(3, row.actorName());
                insert.setString(4, row.subject().orElse(null));
                insert.setString(5, row.action());
                insert.setString(6, row.targetType());
                insert.setString(7, row.targetId().orElse(null));
                insert.setArray(
                        8, connection.createArrayOf("text", row.sellerAccounts().toArray()));
                insert.setString(9, row.requestId().orElse(null));
                insert.setString(10, row.details());
                insert.setObject(11, row.customerId().orElse(null));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** The same rows, with the seller accounts of those of a customer who is there. */
    static List<AuditRow> withSellerAccounts(Connection connection, List<AuditRow> rows) throws SQLException {
        Object[] customers = rows.stream()
                .flatMap(row -> row.customerId().stream())
                .distinct()
                .toArray();
        Map<UUID, List<String>> found = new HashMap<>();
        if (customers.length > 0) {
            try (PreparedStatement select = connection.prepareStatement("""
                    select c.id, array(select s.seller_account from customer.customer_summary s
                        where s.customer_id = c.id and s.seller_account <> '*' order by 1)
                    from unnest(?) c (id)""")) {
                select.setArray(1, connection.createArrayOf("uuid", customers));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.put(row.getObject(1, UUID.class), List.of((String[])
                                row.getArray(2).getArray()));
                    }
                }
            }
        }
        return rows.stream()
                .map(row -> row.customerId()
                        .map(found::get)
                        .filter(accounts -> !accounts.isEmpty())
                        .map(row::in)
                        .orElse(row))
                .toList();
    }

    private AuditRow in(List<String> accounts) {
        return new AuditRow(
                at,
                actorId,
                actorName,
                subject,
                action,
                customerId,
                targetType,
                targetId,
                accounts,
                requestId,
                details);
    }

    /** Writes rows as they are, each with its link of the chain. */
    static void insertChained(Connection connection, List<AuditRow> rows, List<AuditChain.Link> links)
            throws SQLException {
        // An array of arrays would want them all of one length.
        List<String> accounts = new ArrayList<>();
        for (AuditRow row : rows) {
            accounts.add(connection
                    .createArrayOf("text", row.sellerAccounts().toArray())
                    .toString());
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into customer.audit_entry (at, actor_id, actor_name, subject, action, customer_id, target_type, target_id,
                    seller_accounts, request_id, details, number, previous, hash)
                select at, actor_id, actor_name, subject, action, customer_id, target_type, target_id,
                    seller_accounts::text[], request_id, details, number, previous, hash
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) with ordinality n (at, actor_id, actor_name, subject, action,
                    customer_id, target_type, target_id, seller_accounts, request_id, details, number, previous, hash, place)
                order by place""")) {
            new ArrayParameters(insert)
                    .add("timestamptz", rows, row -> row.at().atOffset(ZoneOffset.UTC))
                    .add("text", rows, AuditRow::actorId)
                    .add("text", rows, AuditRow::actorName)
                    .add("text", rows, row -> row.subject().orElse(null))
                    .add("text", rows, AuditRow::action)
                    .add("uuid", rows, row -> row.customerId().orElse(null))
                    .add("text", rows, AuditRow::targetType)
                    .add("text", rows, row -> row.targetId().orElse(null))
                    .add("text", accounts, account -> account)
                    .add("text", rows, row -> row.requestId().orElse(null))
                    .add("text", rows, AuditRow::details)
                    .add("bigint", links, AuditChain.Link::number)
                    .addBytes(links, AuditChain.Link::previous)
                    .addBytes(links, AuditChain.Link::hash);
            insert.executeUpdate();
        }
    }

    static AuditRow of(ResultSet row) throws SQLException {
        return new AuditRow(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor_id"),
                row.getString("actor_name"),
                Optional.ofNullable(row.getString("subject")),
                row.getString("action"),
                Optional.ofNullable(row.getObject("customer_id", UUID.class)),
                row.getString("target_type"),
                Optional.ofNullable(row.getString("target_id")),
                List.of((String[]) row.getArray("seller_accounts").getArray()),
                Optional.ofNullable(row.getString("request_id")),
                row.getString("details"));
    }

    /** A JSON array of all there is, in UTF-8. Never to be changed. */
    byte[] canonical() {
        ArrayNode array = Json.mapper().createArrayNode();
        array.add(at.toString());
        array.add(actorId);
        array.add(actorName);
        array.add(subject.orElse(null));
        array.add(action);
        array.add(customerId.map(UUID::toString).orElse(null));
        array.add(targetType);
        array.add(targetId.orElse(null));
        ArrayNode accounts = array.addArray();
        sellerAccounts.forEach(accounts::add);
        array.add(requestId.orElse(null));
        array.add(details);
        return array.toString().getBytes(StandardCharsets.UTF_8);
    }
}
