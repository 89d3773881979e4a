package org.clientele.customer.internal;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.customer.Customer;
import org.clientele.customer.CustomerData;
import org.clientele.persistence.Transactions;
import org.clientele.work.internal.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the person out of everything that is kept, or everything that is kept away; all bundles in one transaction. */
final class Erasure {
    private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final Visibility visibility;
    private final List<CustomerData> data = new CopyOnWriteArrayList<>();

    Erasure(Transactions transactions, Access access) {
        this.transactions = transactions;
        this.visibility = new Visibility(access);
    }

    void add(CustomerData kept) {
        data.add(kept);
    }

    void remove(CustomerData kept) {
        data.remove(kept);
    }

    /** Twice is as good as once: what came in since goes too. */
    Customer erase(UUID id, OptionalLong version) {
        return transactions.call(em -> {
            List<String> sellerAccounts = whole(id);
            CustomerEntity entity = lock(em, id, version);
            List<UUID> merged = mergedInto(id);
            each(kept -> kept.erase(id));
            merged.forEach(part -> each(kept -> kept.erase(part)));
            em.createQuery("delete from AddressEntity a where a.customerId = :customer")
                    .setParameter("customer", id)
                    .executeUpdate();
            entity.erase();
            em.flush();
            transactions.sql(connection -> {
                update(connection, "delete from customer.external_id where customer_id = ?", id);
                update(connection, "select customer.forget_merged(?)", id);
                CustomerRecords.locate(connection, id);
                requireNoPerson(connection, id);
                return true;
            });
            return entity.toCustomer(sellerAccounts);
        });
    }

    /** @param locked runs when nobody else changes the customer any more, and everything is still there */
    void purge(UUID id, OptionalLong version, Runnable locked) {
        transactions.run(em -> {
            whole(id);
            CustomerEntity entity = lock(em, id, version);
            locked.run();
            if (transactions.sql(connection ->
                    exists(connection, "select from customer.orders where customer_id = ? limit 1", id))) {
                throw new Problem.Conflict("has-orders", "The customer has orders, and can be erased only.");
            }
            List<UUID> merged = mergedInto(id);
            merged.forEach(part -> each(kept -> kept.purge(part)));
            each(kept -> kept.purge(id));
            em.remove(entity);
            em.flush();
        });
    }

    private List<String> whole(UUID id) {
        return transactions.read(connection -> visibility.requireWhole(connection, id));
    }

    /** The orders first, like an import does it, so that neither waits for the other for ever. */
    private CustomerEntity lock(EntityManager em, UUID id, OptionalLong version) {
        transactions.sql(connection -> {
            try (PreparedStatement lock =
                    connection.prepareStatement("select from customer.orders where customer_id = ?"
                            + " order by seller_account collate \"C\", number collate \"C\" for no key update")) {
                lock.setObject(1, id);
                return lock.execute();
            }
        });
        CustomerEntity entity = em.find(CustomerEntity.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (entity == null) {
            throw JpaCustomers.notFound();
        }
        if (version.isPresent() && version.getAsLong() != entity.version()) {
            throw new Problem.Stale("The customer was changed meanwhile.");
        }
        return entity;
    }

    /** Those who became part of the customer: what bundles left under their ids goes too. */
    private List<UUID> mergedInto(UUID id) {
        return transactions.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select customer.merged_into(?)")) {
                select.setObject(1, id);
                try (ResultSet rows = select.executeQuery()) {
                    List<UUID> merged = new ArrayList<>();
                    while (rows.next()) {
                        merged.add(rows.getObject(1, UUID.class));
                    }
                    return merged;
                }
            }
        });
    }

    private void each(Consumer<CustomerData> work) {
        for (CustomerData kept : data) {
            try {
                Deadline.within(PATIENCE, kept, () -> {
                    work.accept(kept);
                    return true;
                });
            } catch (Problem.Unavailable away) {
                throw away;
            } catch (RuntimeException | Error e) {
                String bundle = Origin.bundle(kept);
                LOG.warn(
                        "{} of {} refused, so nothing was erased",
                        kept.getClass().getName(),
                        bundle,
                        e);
                throw new Problem.Conflict(
                        "erase-refused",
                        "The bundle " + bundle + " could not let go of the customer; nothing was changed.");
            }
        }
    }

    /** Whoever keeps the orders may not be there at this moment. */
    private static void requireNoPerson(Connection connection, UUID id) throws SQLException {
        if (exists(connection, "select from customer.orders where customer_id = ? and not anonymous limit 1", id)) {
            throw new Problem.Conflict(
                    "erase-refused", "The orders could not let go of the customer; nothing was changed.");
        }
    }

    private static boolean exists(Connection connection, String sql, UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, id);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void update(Connection connection, String sql, UUID id) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, id);
            update.execute();
        }
    }
}
