package org.clientele.company.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Money;
import org.clientele.company.Company;
import org.clientele.customer.ExternalId;
import org.clientele.rest.Json;
import org.jspecify.annotations.Nullable;

/** Companies as rows, as a caller with these seller accounts sees them. */
record CompanyRows(Connection connection, Optional<Set<String>> sellerAccounts) {
    private static final String VISIBLE = " (?::text[] is null or c.seller_accounts && ?::text[] or exists (select from"
            + " customer.company_member m join customer.customer_summary s on s.customer_id = m.customer_id"
            + " where m.company_id = c.id and s.seller_account = any (?::text[])))";
    private static final String MATCHING = " and (?::text is null or customer.fold(c.name) like customer.fold(?)"
            + " or customer.fold(c.vat_id) like customer.fold(?))";

    long count(Optional<String> q) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from customer.company c where" + VISIBLE + MATCHING)) {
            match(select, see(select, 1), q);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    List<Company> list(Optional<String> q, int limit, long offset) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select c.* from customer.company c where" + VISIBLE
                + MATCHING + " order by customer.fold(c.name), c.id limit ? offset ?")) {
            int column = match(select, see(select, 1), q);
            select.setInt(column++, limit);
            select.setLong(column, offset);
            return companies(select);
        }
    }

    Optional<Company> find(UUID id, boolean lock) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select c.* from customer.company c where" + VISIBLE + " and c.id = ?" + (lock ? " for update" : ""))) {
            select.setObject(see(select, 1), id);
            return companies(select).stream().findFirst();
        }
    }

    private int see(PreparedStatement select, int first) throws SQLException {
        int column = first;
        for (int i = 0; i < 3; i++) {
            select.setArray(column++, accounts());
        }
        return column;
    }

    @Nullable
    Array accounts() throws SQLException {
        return sellerAccounts.isEmpty()
                ? null
                : connection.createArrayOf("text", sellerAccounts.get().toArray());
    }

    private static int match(PreparedStatement select, int first, Optional<String> q) throws SQLException {
        Optional<String> pattern = q.map(
                text -> "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
        int column = first;
        for (int i = 0; i < 3; i++) {
            select.setString(column++, pattern.orElse(null));
        }
        return column;
    }

    private List<Company> companies(PreparedStatement select) throws SQLException {
        Map<UUID, Company> found = new LinkedHashMap<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                UUID id = row.getObject("id", UUID.class);
                found.put(
                        id,
                        new Company(
                                id,
                                row.getString("name"),
                                externalIds(row.getString("external_ids")),
                                Optional.ofNullable(row.getString("vat_id")),
                                limit(row),
                                List.of(),
                                row.getLong("version")));
            }
        }
        Map<UUID, List<Company.Member>> members = members(found.keySet());
        return found.values().stream()
                .map(company -> new Company(
                        company.id(),
                        company.name(),
                        company.externalIds(),
                        company.vatId(),
                        company.approvalLimit(),
                        members.getOrDefault(company.id(), List.of()),
                        company.version()))
                .toList();
    }

    private Map<UUID, List<Company.Member>> members(Set<UUID> companies) throws SQLException {
        Map<UUID, List<Company.Member>> members = new LinkedHashMap<>();
        if (companies.isEmpty()) {
            return members;
        }
        try (PreparedStatement select = connection.prepareStatement("""
                select m.company_id, m.customer_id, m.role from customer.company_member m
                where m.company_id = any (?) and (?::text[] is null or exists (select from customer.customer_summary s
                    where s.customer_id = m.customer_id and s.seller_account = any (?::text[])))
                order by m.customer_id""")) {
            select.setArray(1, connection.createArrayOf("uuid", companies.toArray()));
            select.setArray(2, accounts());
            select.setArray(3, accounts());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    members.computeIfAbsent(row.getObject(1, UUID.class), key -> new ArrayList<>())
                            .add(new Company.Member(row.getObject(2, UUID.class), role(row.getString(3))));
                }
            }
        }
        return members;
    }

    static Company.Role role(String text) {
        return Company.Role.valueOf(text.toUpperCase(Locale.ROOT));
    }

    static Optional<Money> limit(ResultSet row) throws SQLException {
        String currency = row.getString("approval_currency");
        return currency == null ? Optional.empty() : Optional.of(new Money(row.getLong("approval_amount"), currency));
    }

    private static List<ExternalId> externalIds(String json) {
        try {
            return Json.mapper().readValue(json, new TypeReference<List<ExternalId>>() {});
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
