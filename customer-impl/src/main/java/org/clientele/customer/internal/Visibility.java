package org.clientele.customer.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.persistence.Sql;

/** Which customers a caller may see: those of the caller's seller accounts. */
public final class Visibility {
    private final Access access;

    public Visibility(Access access) {
        this.access = access;
    }

    /**
     * The seller accounts of a customer that the caller may see.
     *
     * @return empty if the caller may not see the customer at all, or there is none
     */
    public Optional<List<String>> sellerAccounts(Connection connection, UUID customer) throws SQLException {
        Optional<Set<String>> own = access.caller().sellerAccounts();
        String sql = "select seller_account from customer.customer_summary where customer_id = ?"
                + (own.isPresent() ? " and seller_account = any(?)" : "");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, customer);
            if (own.isPresent()) {
                statement.setArray(2, connection.createArrayOf("text", own.get().toArray()));
            }
            try (ResultSet row = statement.executeQuery()) {
                Set<String> found = new TreeSet<>();
                while (row.next()) {
                    found.add(row.getString(1));
                }
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                found.remove("*");
                return Optional.of(List.copyOf(found));
            }
        }
    }

    /** @throws Problem.NotFound if the caller may not see the customer, or there is none */
    public void require(Connection connection, UUID customer) throws SQLException {
        if (sellerAccounts(connection, customer).isEmpty()) {
            throw JpaCustomers.notFound();
        }
    }

    /**
     * The seller accounts of a customer, for what concerns the whole person.
     *
     * @throws Problem.NotFound if the caller may not see the customer, or there is none
     * @throws Problem.Conflict {@code other-seller-accounts} if they are not all the caller's business
     */
    public List<String> requireWhole(Connection connection, UUID customer) throws SQLException {
        List<String> visible = sellerAccounts(connection, customer).orElseThrow(JpaCustomers::notFound);
        Optional<Set<String>> own = access.caller().sellerAccounts();
        if (own.isPresent()
                && Sql.first(
                                connection,
                                "select from customer.customer_summary where customer_id = ? and seller_account <> '*'"
                                        + " and seller_account <> all (?) limit 1",
                                row -> true,
                                customer,
                                own.get())
                        .isPresent()) {
            throw new Problem.Conflict(
                    "other-seller-accounts",
                    "Other seller accounts know the customer too; whoever may see them all may do this.");
        }
        return visible;
    }

    /**
     * Where a new customer belongs: the seller accounts asked for, or those of the caller.
     *
     * @throws Problem.Invalid if the caller has nothing to do with one of them
     */
    Set<String> ofNew(Set<String> wanted) {
        Caller caller = access.caller();
        Set<String> own = caller.sellerAccounts().orElse(wanted);
        if (!own.containsAll(wanted)) {
            throw Problem.Invalid.at("/sellerAccounts", "seller-account", "There is no such seller account.");
        }
        return wanted.isEmpty() ? own : wanted;
    }
}
