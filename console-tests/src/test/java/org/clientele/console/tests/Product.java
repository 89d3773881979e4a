package org.clientele.console.tests;

import java.net.URI;
import java.util.Optional;
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

    private static final class Started {
        static final Distribution DISTRIBUTION = start();

        private static Distribution start() {
            Distribution distribution =
                    Distribution.in("console").env("CLIENTELE_DEMO", "true").startAndAwait();
            Runtime.getRuntime().addShutdownHook(new Thread(distribution::close, "stop-distribution"));
            return distribution;
        }
    }
}
