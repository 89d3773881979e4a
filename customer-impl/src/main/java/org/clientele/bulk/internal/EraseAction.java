package org.clientele.bulk.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.bulk.BulkAction;
import org.clientele.customer.Customers;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes customers anonymous, for good. */
@Component(
        property = {
            BulkAction.ACTION + "=erase",
            BulkAction.TITLE + "=Erase",
            BulkAction.SCOPE + "=customers:erase",
            BulkAction.PARAMS + "=reason:text",
            BulkAction.CONFIRM + "=true"
        })
public final class EraseAction implements BulkAction {
    private final Customers customers;
    private final Transactions transactions;

    @Activate
    public EraseAction(
            @Reference Customers customers, @Reference(target = "(schema=customer)") Transactions transactions) {
        this.customers = customers;
        this.transactions = transactions;
    }

    @Override
    public Outcome apply(UUID id, Map<String, @Nullable Object> params) {
        boolean before = isErased(id);
        // Again too: what came in since goes.
        customers.erase(id, OptionalLong.empty());
        return before ? Outcome.UNCHANGED : Outcome.CHANGED;
    }

    @Override
    public void check(Map<String, @Nullable Object> params) {
        String reason = String.valueOf(params.get("reason"));
        Problem.Invalid.check(checks -> checks.that(
                !reason.isBlank() && reason.length() <= 500, "/reason", "length", "A reason has 1 to 500 characters."));
    }

    private boolean isErased(UUID id) {
        return transactions.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select from customer.customer where id = ? and erased_at is not null")) {
                select.setObject(1, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }
}
