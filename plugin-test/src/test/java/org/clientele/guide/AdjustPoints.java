package org.clientele.guide;

import java.util.Map;
import java.util.UUID;
import org.clientele.bulk.BulkAction;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

// snippet: bulk
@Component(
        property = {
            BulkAction.ACTION + "=loyalty.adjust",
            BulkAction.TITLE + "=Adjust points",
            BulkAction.SCOPE + "=loyalty:write",
            BulkAction.PARAMS + "=points:integer",
            BulkAction.PARAMS + "=reason?:text"
        })
public final class AdjustPoints implements BulkAction {
    private final Transactions transactions;

    @Activate
    public AdjustPoints(@Reference(target = "(schema=loyalty)") Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Outcome apply(UUID customer, Map<String, @Nullable Object> params) {
        return transactions.sql(connection -> {
            try (var update = connection.prepareStatement(
                    "update loyalty.account set points = points + ? where customer_id = ?")) {
                update.setObject(1, params.get("points"));
                update.setObject(2, customer);
                return update.executeUpdate() == 0 ? Outcome.UNCHANGED : Outcome.CHANGED;
            }
        });
    }
}
// end
