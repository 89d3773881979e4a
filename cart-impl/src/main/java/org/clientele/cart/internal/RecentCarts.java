package org.clientele.cart.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Open carts as this node wrote them a moment ago: whoever fills a cart comes back soon. They may have been changed elsewhere since,
 * which their revision tells when they are written. Thread-safe.
 */
final class RecentCarts {
    private static final int MOST_LINES = 100_000;
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final Cache<UUID, CartRows.Stored> known = Caffeine.newBuilder()
            .maximumWeight(MOST_LINES)
            .weigher((UUID id, CartRows.Stored stored) ->
                    1 + stored.cart().lines().size())
            .expireAfterWrite(KEPT)
            .build();

    Optional<CartRows.Stored> find(UUID id) {
        return Optional.ofNullable(known.getIfPresent(id));
    }

    void put(CartRows.Stored stored) {
        known.put(stored.cart().id(), stored);
    }

    void forget(UUID id) {
        known.invalidate(id);
    }
}
