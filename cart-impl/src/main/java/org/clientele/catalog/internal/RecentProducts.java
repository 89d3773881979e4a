package org.clientele.catalog.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.clientele.catalog.Catalogue.Offered;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Products as they were at most a second ago: whoever fills a cart asks for the same ones again and again. What changes on this node is
 * forgotten at once. Thread-safe.
 */
@Component(service = RecentProducts.class)
public final class RecentProducts {
    private static final int MOST = 20_000;

    private final Cache<Key, Offered> known;

    @Activate
    public RecentProducts() {
        known = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(Duration.ofSeconds(1))
                .build();
    }

    private record Key(String sku, Set<String> priceLists) {}

    /** @param load finds those that are not known */
    List<Offered> find(
            Collection<String> skus, Set<String> priceLists, Function<Collection<String>, List<Offered>> load) {
        List<Offered> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String sku : skus) {
            Offered recent = known.getIfPresent(new Key(sku, priceLists));
            if (recent == null) {
                missing.add(sku);
            } else {
                found.add(recent);
            }
        }
        if (!missing.isEmpty()) {
            for (Offered loaded : load.apply(missing)) {
                known.put(new Key(loaded.product().sku(), priceLists), loaded);
                found.add(loaded);
            }
        }
        return found;
    }

    void forget() {
        known.invalidateAll();
    }
}
