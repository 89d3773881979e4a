package org.clientele.staff.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /seller-accounts}: those that the caller sees, with what is in them. */
@Component(service = SellerAccountResource.class)
@JakartarsResource
@Path("seller-accounts")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope("customers:read")
public final class SellerAccountResource {
    private final Transactions transactions;
    private final Access access;

    @Activate
    public SellerAccountResource(
            @Reference(target = "(schema=customer)") Transactions transactions, @Reference Access access) {
        this.transactions = transactions;
        this.access = access;
    }

    /** A seller account, by the counters of {@code /customers}. */
    public record SellerAccount(String id, long customers, long orders) {}

    /** All that the caller sees. */
    public record SellerAccountList(List<SellerAccount> items) {}

    @GET
    public SellerAccountList list() {
        Optional<Set<String>> own = access.caller().sellerAccounts();
        return transactions.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select seller_account, coalesce(sum(n) filter (where bucket = 'all'), 0),
                        coalesce(sum(n) filter (where bucket = 'sum:orders'), 0)
                    from customer.customer_count
                    where bucket in ('all', 'sum:orders') and seller_account <> '*'
                        and (?::text[] is null or seller_account = any (?::text[]))
                    group by seller_account having sum(n) filter (where bucket = 'all') > 0 order by 1""")) {
                for (int column = 1; column <= 2; column++) {
                    select.setArray(
                            column,
                            own.isEmpty()
                                    ? null
                                    : connection.createArrayOf("text", own.get().toArray()));
                }
                try (ResultSet row = select.executeQuery()) {
                    List<SellerAccount> found = new ArrayList<>();
                    while (row.next()) {
                        found.add(new SellerAccount(row.getString(1), row.getLong(2), row.getLong(3)));
                    }
                    return new SellerAccountList(found);
                }
            }
        });
    }
}
