package org.clientele.console.tests;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.clientele.itests.Api;
import org.clientele.itests.Distribution;

/**
 * The assembled Clientele with the demo shop, started once for all tests. With {@code -Dconsole.address} and {@code -Dconsole.token} it
 * is one that runs already, which is quicker while somebody writes a screen.
 */
final class Product {
    private Product() {}

    static URI address() {
        return running().orElseGet(() -> Started.DISTRIBUTION.address());
    }

    /** Whether files come from a folder of sources, and are kept by nobody. */
    static boolean isWrittenNow() {
        return running().isPresent();
    }

    static String token() {
        return System.getProperty("console.token", Distribution.ADMIN_TOKEN);
    }

    /** The API with the administrator's key. */
    static Api api() {
        return new Api(address(), token());
    }

    private static Optional<URI> running() {
        return Optional.ofNullable(System.getProperty("console.address"))
                .filter(address -> !address.isBlank())
                .map(URI::create);
    }

    /** Switches a feature on, and waits until an attribute of it is there. */
    static void switchOn(String feature, String attribute) {
        api().put("features/" + feature, Map.of("enabled", true));
        await(feature, () -> api().get("schema/customers").text().contains('"' + attribute + '"'));
    }

    private static void await(String what, BooleanSupplier there) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!there.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(what + " is not there");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private static final class Started {
        private static final Set<String> ENDED = Set.of("succeeded", "failed", "cancelled");
        private static final int DEMO_CARTS = 24;

        static final Distribution DISTRIBUTION = start();

        private static Distribution start() {
            Distribution distribution =
                    Distribution.in("console").env("CLIENTELE_DEMO", "true").startAndAwait();
            Runtime.getRuntime().addShutdownHook(new Thread(distribution::close, "stop-distribution"));
            // Its orders come in while the product answers already, and change what lists and figures show.
            await("the demo shop", () -> isThere(distribution.api()));
            return distribution;
        }

        private static boolean isThere(Api api) {
            boolean imported = false;
            for (var each : api.get("operations?size=100").body().at("/items")) {
                String state = each.path("state").asText();
                if (!ENDED.contains(state)) {
                    return false;
                }
                imported |= each.path("kind").asText().equals("orders.import") && state.equals("succeeded");
            }
            return imported
                    && api.get("carts?size=10").body().at("/page/totalItems").asInt() >= DEMO_CARTS;
        }
    }
}
