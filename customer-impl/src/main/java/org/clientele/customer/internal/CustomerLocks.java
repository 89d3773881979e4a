package org.clientele.customer.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.clientele.Problem;

/** Keeps others from changing customers that a batch writes. */
public final class CustomerLocks {
    private CustomerLocks() {}

    /**
     * Whoever was found before may have become part of somebody else, or been deleted or erased, while this waited.
     *
     * @param customers each once
     * @return those that were erased
     * @throws Problem.Conflict if one of them is gone; doing it again will do
     */
    public static Set<UUID> lock(Connection connection, Collection<UUID> customers) throws SQLException {
        Set<UUID> erased = new HashSet<>();
        int found = 0;
        try (PreparedStatement lock =
                connection.prepareStatement("select id, erased_at is not null from customer.customer"
                        + " where id = any (?) order by id for no key update")) {
            lock.setArray(1, connection.createArrayOf("uuid", customers.toArray()));
            try (ResultSet rows = lock.executeQuery()) {
                while (rows.next()) {
                    found++;
                    if (rows.getBoolean(2)) {
                        erased.add(rows.getObject(1, UUID.class));
                    }
                }
            }
        }
        if (found < customers.size()) {
            throw new Problem.Conflict("customer-gone", "A customer was deleted at this very moment.");
        }
        return erased;
    }
}
