package org.clientele.checkout.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Pricing reads a lot; whoever waits for it keeps no connection, or a few who read leave none to each other. */
final class ManyReadersIT {
    private static final int AT_ONCE = 32;
    private static final PlacingKit KIT = new PlacingKit(Map.of());

    @AfterAll
    static void close() {
        KIT.close();
    }

    @Test
    void paymentMethodsAreToldToManyAtOnce() throws Exception {
        String cart = KIT.cart(Optional.empty(), KIT.product(500), 1);
        assertThat(statuses(() -> KIT.store("GET", "/carts/" + cart + "/payment-methods", null)
                        .statusCode()))
                .containsExactly(200);
    }

    private static Set<Integer> statuses(Callable<Integer> request) throws Exception {
        ExecutorService readers = Executors.newFixedThreadPool(AT_ONCE);
        AtomicLong left = new AtomicLong(10L * AT_ONCE);
        try {
            List<Future<Set<Integer>>> running = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                running.add(readers.submit(() -> {
                    Set<Integer> seen = new TreeSet<>();
                    while (left.getAndDecrement() > 0) {
                        seen.add(request.call());
                    }
                    return seen;
                }));
            }
            Set<Integer> all = new TreeSet<>();
            for (Future<Set<Integer>> one : running) {
                all.addAll(one.get());
            }
            return all;
        } finally {
            readers.shutdownNow();
        }
    }
}
