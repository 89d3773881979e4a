package org.clientele.watchlist.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.bulk.BulkAction;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Watches many; those who are watched stay as they are. */
@Component(
        property = {
            BulkAction.ACTION + "=watchlist.watch",
            BulkAction.TITLE + "=Watch",
            BulkAction.SCOPE + "=watchlist:write",
            BulkAction.PARAMS + "=reason?:text"
        })
public final class WatchAction implements BulkAction {
    private final Watchlist watchlist;

    @Activate
    public WatchAction(@Reference Watchlist watchlist) {
        this.watchlist = watchlist;
    }

    @Override
    public Outcome apply(UUID customer, Map<String, @Nullable Object> params) {
        if (watchlist.find(customer).isPresent()) {
            return Outcome.UNCHANGED;
        }
        watchlist.put(customer, reason(params), Optional.empty(), List.of(Alert.values()));
        return Outcome.CHANGED;
    }

    @Override
    public void check(Map<String, @Nullable Object> params) {
        if (reason(params).map(String::length).orElse(0) > WatchlistResource.LONGEST_REASON) {
            throw Problem.Invalid.at(
                    "/reason", "length", "A reason has at most " + WatchlistResource.LONGEST_REASON + " characters.");
        }
    }

    private static Optional<String> reason(Map<String, @Nullable Object> params) {
        return Optional.ofNullable(params.get("reason")).map(String::valueOf);
    }
}
