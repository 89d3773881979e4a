package org.clientele.bulk.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.access.Access;
import org.clientele.operation.Operation.ItemError;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The table {@code bulk_item}: whom an operation is about, and what became of each. Thread-safe. */
@Component(service = BulkItems.class)
public final class BulkItems {
    private final Transactions transactions;
    private final Access access;

    @Activate
    public BulkItems(@Reference(target = "(schema=customer)") Transactions transactions, @Reference Access access) {
        this.transactions = transactions;
        this.access = access;
    }

    /** @param visible whether the caller may see the customer at this moment */
    record Item(long position, UUID customer, boolean visible) {}

    /**
     * What became of one customer.
     *
     * @param outcome {@code pending}, {@code changed}, {@code unchanged} or {@code failed}
     */
    public record Result(UUID id, String outcome, Optional<String> code, Optional<String> detail) {}

    /** In the order in which all operations lock them. */
    void keep(UUID operation, Collection<UUID> ids) {
        transactions.sql(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into customer.bulk_item (operation_id, position, customer_id)
                    select ?, row_number() over (order by id), id from (select distinct unnest(?) as id) ids
                    """)) {
                insert.setObject(1, operation);
                insert.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
                return insert.executeUpdate();
            }
        });
    }

    long count(UUID operation) {
        return transactions.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select count(*) from customer.bulk_item where operation_id = ?")) {
                select.setObject(1, operation);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    /** Those behind a position. */
    List<Item> next(UUID operation, long position, int limit) {
        Set<String> accounts = access.caller().sellerAccounts().orElse(Set.of("*"));
        return transactions.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select i.position, i.customer_id, exists (
                        select from customer.customer_summary s
                        where s.customer_id = i.customer_id and s.seller_account = any (?))
                    from customer.bulk_item i where i.operation_id = ? and i.position > ?
                    order by i.position limit ?
                    """)) {
                select.setArray(1, connection.createArrayOf("text", accounts.toArray()));
                select.setObject(2, operation);
                select.setLong(3, position);
                select.setInt(4, limit);
                List<Item> items = new ArrayList<>(limit);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        items.add(new Item(row.getLong(1), row.getObject(2, UUID.class), row.getBoolean(3)));
                    }
                }
                return items;
            }
        });
    }

    /** Keeps others from changing the customers until the transaction ends. */
    void lock(List<Item> items) {
        transactions.sql(connection -> {
            try (PreparedStatement lock = connection.prepareStatement(
                    "select from customer.customer where id = any (?) order by id for no key update")) {
                lock.setArray(
                        1,
                        connection.createArrayOf(
                                "uuid", items.stream().map(Item::customer).toArray()));
                return lock.execute();
            }
        });
    }

    void record(UUID operation, List<Done> items) {
        transactions.sql(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update customer.bulk_item i set outcome = d.outcome, code = d.code, detail = left(d.detail, 1000)
                    from unnest(?, ?, ?, ?) as d (position, outcome, code, detail)
                    where i.operation_id = ? and i.position = d.position
                    """)) {
                update.setArray(
                        1,
                        connection.createArrayOf(
                                "bigint",
                                items.stream()
                                        .map(done -> done.item().position())
                                        .toArray()));
                update.setArray(
                        2,
                        connection.createArrayOf(
                                "text",
                                items.stream()
                                        .map(done -> done.outcome().name().toLowerCase(Locale.ROOT))
                                        .toArray()));
                update.setArray(
                        3,
                        connection.createArrayOf(
                                "text",
                                items.stream()
                                        .map(done -> done.error()
                                                .map(ItemError::code)
                                                .orElse(null))
                                        .toArray()));
                update.setArray(
                        4,
                        connection.createArrayOf(
                                "text",
                                items.stream()
                                        .map(done -> done.error()
                                                .map(ItemError::detail)
                                                .orElse(null))
                                        .toArray()));
                update.setObject(5, operation);
                return update.executeUpdate();
            }
        });
    }

    /** What became of them, or of those with the outcome. */
    Page<Result> page(UUID operation, Optional<String> outcome, Page.Request page) {
        String where = " from customer.bulk_item where operation_id = ?"
                + outcome.map(wanted -> switch (wanted) {
                            case "pending" -> " and outcome is null";
                            // Its index holds these only.
                            case "failed" -> " and outcome = 'failed'";
                            case "changed" -> " and outcome = 'changed'";
                            default -> " and outcome = 'unchanged'";
                        })
                        .orElse("");
        return transactions.read(connection -> {
            long total;
            try (PreparedStatement count = connection.prepareStatement("select count(*)" + where)) {
                count.setObject(1, operation);
                try (ResultSet row = count.executeQuery()) {
                    row.next();
                    total = row.getLong(1);
                }
            }
            List<Result> results = new ArrayList<>();
            try (PreparedStatement select =
                    connection.prepareStatement("select customer_id, coalesce(outcome, 'pending'), code, detail" + where
                            + " order by position limit ? offset ?")) {
                select.setObject(1, operation);
                select.setInt(2, page.size());
                select.setLong(3, page.offset());
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        results.add(new Result(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                Optional.ofNullable(row.getString(3)),
                                Optional.ofNullable(row.getString(4))));
                    }
                }
            }
            return Page.of(results, total);
        });
    }
}
