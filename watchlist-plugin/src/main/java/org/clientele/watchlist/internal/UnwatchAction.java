package org.clientele.watchlist.internal;

import java.util.Map;
import java.util.UUID;
import org.clientele.bulk.BulkAction;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Watches many no more. */
@Component(
        property = {
            BulkAction.ACTION + "=watchlist.unwatch",
            BulkAction.TITLE + "=Watch no more",
            BulkAction.SCOPE + "=watchlist:write"
        })
public final class UnwatchAction implements BulkAction {
    private final Watchlist watchlist;

    @Activate
    public UnwatchAction(@Reference Watchlist watchlist) {
        this.watchlist = watchlist;
    }

    @Override
    public Outcome apply(UUID customer, Map<String, @Nullable Object> params) {
        return watchlist.remove(customer) ? Outcome.CHANGED : Outcome.UNCHANGED;
    }
}
