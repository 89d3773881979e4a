package org.clientele.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NetworksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "198.18.0.1",
                "192.0.2.1",
                "224.0.0.1",
                "239.255.255.250",
                "255.255.255.255",
                "240.0.0.1",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:0:1::1",
                "2001:db8::1",
                "::127.0.0.1",
                "fec0::1"
            })
    void whatIsNotPublicIsNotReached(String address) throws UnknownHostException {
        assertThat(Networks.allowing().mayReach(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.1.1.1", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111", "2a00:1450::1"})
    void whatIsPublicIsReached(String address) throws UnknownHostException {
        assertThat(Networks.allowing().mayReach(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void whatIsAllowedIsReached() throws UnknownHostException {
        Networks networks = Networks.allowing("10.1.0.0/16", " fd00::/8 ", "127.0.0.1", "");
        assertThat(networks.mayReach(InetAddress.getByName("10.1.9.9"))).isTrue();
        assertThat(networks.mayReach(InetAddress.getByName("fd12::1"))).isTrue();
        assertThat(networks.mayReach(InetAddress.getByName("127.0.0.1"))).isTrue();
        assertThat(networks.mayReach(InetAddress.getByName("10.2.0.1"))).isFalse();
        assertThat(networks.mayReach(InetAddress.getByName("127.0.0.2"))).isFalse();
        assertThatThrownBy(() -> Networks.allowing("localhost")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Networks.allowing("10.0.0.0/33")).isInstanceOf(IllegalArgumentException.class);
    }
}
