package org.clientele.account.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class TrustedProxiesTest {
    @Test
    void withoutProxiesTheConnectionTells() {
        assertThat(TrustedProxies.of().client("192.0.2.1", "203.0.113.9")).isEqualTo("192.0.2.1");
    }

    @Test
    void theNearestThatIsNoProxyIsTheClient() {
        TrustedProxies proxies = TrustedProxies.of("10.0.0.0/8", "127.0.0.1", "fd00::/8");

        assertThat(proxies.client("127.0.0.1", "203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(proxies.client("10.1.2.3", "1.1.1.1, 203.0.113.9, 10.4.4.4")).isEqualTo("203.0.113.9");
        assertThat(proxies.client("fd00::1", "2001:db8::7")).isEqualTo("2001:db8::7");
        assertThat(proxies.client("11.0.0.1", "203.0.113.9")).isEqualTo("11.0.0.1");
        assertThat(proxies.client("127.0.0.1", "")).isEqualTo("127.0.0.1");
        assertThat(proxies.client("127.0.0.1", "203.0.113.9, localhost")).isEqualTo("127.0.0.1");
    }

    @Test
    void whatIsNoNetworkIsRefused() {
        assertThatThrownBy(() -> TrustedProxies.of("proxy.example")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TrustedProxies.of("10.0.0.0/33")).isInstanceOf(IllegalArgumentException.class);
    }
}
