package org.clientele.checkout.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class IpAddressTest {
    @Test
    void addressesAreSpelledInOneWay() {
        assertThat(IpAddress.canonical("203.0.113.7")).contains("203.0.113.7");
        assertThat(IpAddress.canonical("2001:DB8::1")).contains("2001:db8:0:0:0:0:0:1");
        assertThat(IpAddress.canonical("::ffff:203.0.113.7")).contains("203.0.113.7");
        assertThat(IpAddress.canonical("::")).contains("0:0:0:0:0:0:0:0");
    }

    @Test
    void nothingElseIsAnAddress() {
        for (String text : List.of(
                "",
                "localhost",
                "example.com",
                "1",
                "1.2.3",
                "256.1.1.1",
                "01.2.3.4",
                "1.2.3.4.5",
                "1.2.3.4 ",
                "[::1]",
                "fe80::1%eth0",
                ":",
                ":::",
                "1::2::3",
                "12345::",
                "a".repeat(46),
                "dead",
                "1.2.3.4\n")) {
            assertThat(IpAddress.canonical(text)).as(text).isEmpty();
        }
    }
}
