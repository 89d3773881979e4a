package org.clientele.webhook.internal;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocketFactory;
import org.clientele.customer.internal.Shop;
import org.clientele.search.internal.SavedFilters;
import org.clientele.search.internal.SegmentSearch;

/** What webhooks are made of, wired by hand. */
final class WebhookKit {
    private static final String KEY = SecretKeys.random();

    private WebhookKit() {}

    /** A sender that tries again soon but waits long for an answer, and reaches {@code *.example} on the loopback address. */
    static WebhookSender sender(Shop shop, Map<String, Object> settings) {
        return sender(shop, new WebhookKeys(shop.transactions(), KEY, Path.of("no.key")), settings);
    }

    static WebhookSender sender(Shop shop, WebhookKeys keys, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "allowHttp",
                true,
                "allowedNetworks",
                new String[] {"127.0.0.0/8"},
                "pollMillis",
                20,
                "attempts",
                4,
                "firstPauseMillis",
                20L,
                "longestPauseMillis",
                60L,
                "timeoutMillis",
                60_000));
        all.putAll(settings);
        WebhookConfig config = (WebhookConfig) Proxy.newProxyInstance(
                WebhookKit.class.getClassLoader(),
                new Class<?>[] {WebhookConfig.class},
                (proxy, method, arguments) -> all.getOrDefault(method.getName(), method.getDefaultValue()));
        return new WebhookSender(
                shop.transactions(),
                keys,
                new WebhookMetrics(shop.transactions(), keys),
                config,
                host -> {
                    if (host.equals("inside.example")) {
                        return new InetAddress[] {InetAddress.getByName("10.0.0.1")};
                    }
                    if (!host.endsWith(".example")) {
                        throw new UnknownHostException(host);
                    }
                    return new InetAddress[] {InetAddress.getLoopbackAddress()};
                },
                (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    static SavedFilters filters(Shop shop) {
        return new SavedFilters(
                shop.access(), shop.search(), new SegmentSearch(shop.transactions(), shop.access(), shop.search()));
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("still not: " + what);
            }
            LockSupport.parkNanos(10_000_000);
        }
    }
}
