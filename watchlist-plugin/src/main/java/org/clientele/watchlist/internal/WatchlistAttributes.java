package org.clientele.watchlist.internal;

import java.util.List;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.attribute.AttributeProvider;
import org.osgi.service.component.annotations.Component;

/** Whether whoever asks watches a customer, and until when. */
@Component
public final class WatchlistAttributes implements AttributeProvider {
    @Override
    public List<Attribute> attributes() {
        return List.of(
                Attribute.named("watchlist.watched", Type.BOOLEAN)
                        .label("Watched")
                        .group("watchlist")
                        .from("watchlist", "entry", "customer_id")
                        .ofCaller("watcher")
                        .expression("({}.customer_id is not null)")
                        .sortable()
                        .filterable()
                        .build(),
                Attribute.named("watchlist.remindOn", Type.DATE)
                        .label("Remind on")
                        .group("watchlist")
                        .from("watchlist", "entry", "customer_id")
                        .ofCaller("watcher")
                        .expression("{}.remind_on")
                        .sortable()
                        .filterable()
                        .build());
    }
}
