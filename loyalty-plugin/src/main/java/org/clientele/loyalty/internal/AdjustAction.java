package org.clientele.loyalty.internal;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.bulk.BulkAction;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Gives points to many, or takes them. Who has too few is refused and keeps them. */
@Component(
        property = {
            BulkAction.ACTION + "=loyalty.adjust",
            BulkAction.TITLE + "=Adjust points",
            BulkAction.SCOPE + "=loyalty:write",
            BulkAction.PARAMS + "=points:integer",
            BulkAction.PARAMS + "=reason?:text",
            BulkAction.CONFIRM + "=true"
        })
public final class AdjustAction implements BulkAction {
    private final Accounts accounts;
    private final Adjustments adjustments;

    @Activate
    public AdjustAction(@Reference Accounts accounts, @Reference Adjustments adjustments) {
        this.accounts = accounts;
        this.adjustments = adjustments;
    }

    @Override
    public void check(Map<String, @Nullable Object> params) {
        if (!(params.get("points") instanceof Number number)
                || number.doubleValue() != number.longValue()
                || !AccountResource.isAmount(number.longValue())) {
            throw Problem.Invalid.at("/points", "range", "Points are a whole number, not 0.");
        }
        if (params.get("reason") instanceof String reason && reason.length() > AccountResource.LONGEST_REASON) {
            throw Problem.Invalid.at(
                    "/reason", "length", "A reason has at most " + AccountResource.LONGEST_REASON + " characters.");
        }
        if (adjustments.needsApproval(number.longValue())) {
            throw Problem.Invalid.at("/points", "four-eyes", "So many points need a second person for each customer.");
        }
    }

    @Override
    public Outcome apply(UUID customer, Map<String, @Nullable Object> params) {
        long points = params.get("points") instanceof Number number ? number.longValue() : 0;
        accounts.adjust(customer, points, Optional.ofNullable((String) params.get("reason")));
        return Outcome.CHANGED;
    }
}
