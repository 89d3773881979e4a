package org.clientele.webhook.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Which addresses are public: others belong to this machine, to its neighbours or to nobody. Immutable. */
final class Networks {
    /** Names are never resolved. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** IANA's registries of special addresses; of IPv6 everything but 2000::/3 besides. */
    private static final List<Network> SPECIAL = List.of(
            Network.of("0.0.0.0/8"),
            Network.of("10.0.0.0/8"),
            Network.of("100.64.0.0/10"),
            Network.of("127.0.0.0/8"),
            Network.of("169.254.0.0/16"),
            Network.of("172.16.0.0/12"),
            Network.of("192.0.0.0/24"),
            Network.of("192.0.2.0/24"),
            Network.of("192.88.99.0/24"),
            Network.of("192.168.0.0/16"),
            Network.of("198.18.0.0/15"),
            Network.of("198.51.100.0/24"),
            Network.of("203.0.113.0/24"),
            Network.of("224.0.0.0/3"),
            // What wraps an IPv4 address: Teredo, 6to4; and documentation, benchmarks.
            Network.of("2001::/23"),
            Network.of("2001:db8::/32"),
            Network.of("2002::/16"),
            Network.of("3fff::/20"));

    private static final Network GLOBAL = Network.of("2000::/3");

    private final List<Network> allowed;

    private Networks(List<Network> allowed) {
        this.allowed = allowed;
    }

    /** @throws IllegalArgumentException if one is neither an address nor a network */
    static Networks allowing(String... networks) {
        return new Networks(Arrays.stream(networks)
                .filter(text -> !text.isBlank())
                .map(Network::of)
                .toList());
    }

    boolean mayReach(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (allowed.stream().anyMatch(network -> network.holds(bytes))) {
            return true;
        }
        return (bytes.length == 4 || GLOBAL.holds(bytes))
                && SPECIAL.stream().noneMatch(network -> network.holds(bytes));
    }

    static boolean isAddress(String host) {
        return ADDRESS.matcher(host).matches();
    }

    private record Network(List<Byte> address, int bits) {
        static Network of(String text) {
            String[] parts = text.strip().split("/", 2);
            if (!isAddress(parts[0])) {
                throw new IllegalArgumentException("allowedNetworks: no address: " + text);
            }
            try {
                List<Byte> bytes = new ArrayList<>();
                for (byte each : InetAddress.getByName(parts[0]).getAddress()) {
                    bytes.add(each);
                }
                int bits = parts.length == 1 ? bytes.size() * 8 : Integer.parseInt(parts[1]);
                if (bits < 0 || bits > bytes.size() * 8) {
                    throw new IllegalArgumentException("allowedNetworks: no network: " + text);
                }
                return new Network(bytes, bits);
            } catch (UnknownHostException none) {
                throw new IllegalArgumentException("allowedNetworks: no address: " + text, none);
            }
        }

        boolean holds(byte[] other) {
            if (other.length != address.size()) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((address.get(bit / 8) & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
