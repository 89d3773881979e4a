package org.clientele.account.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whose word about where a request comes from is taken. */
final class TrustedProxies {
    // Names are never resolved.
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    private record Network(byte[] address, int bits) {
        boolean holds(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** @throws IllegalArgumentException if one is neither an address nor a network */
    static TrustedProxies of(String... networks) {
        List<Network> trusted = new ArrayList<>();
        for (String text : networks) {
            if (!text.isBlank()) {
                String[] parts = text.strip().split("/", 2);
                byte[] address = address(parts[0])
                        .orElseThrow(() -> new IllegalArgumentException("trustedProxies: no address: " + text));
                int bits = parts.length == 1 ? address.length * 8 : Integer.parseInt(parts[1]);
                if (bits < 0 || bits > address.length * 8) {
                    throw new IllegalArgumentException("trustedProxies: no network: " + text);
                }
                trusted.add(new Network(address, bits));
            }
        }
        return new TrustedProxies(trusted);
    }

    /**
     * The nearest address that is none of the proxies'.
     *
     * @param connection the address of the connection
     * @param forwarded all {@code X-Forwarded-For} headers, joined by commas
     */
    String client(String connection, String forwarded) {
        List<String> hops =
                Arrays.stream(forwarded.split(",", -1)).map(String::strip).toList();
        String client = connection;
        for (int i = hops.size() - 1; i >= 0 && isTrusted(client); i--) {
            Optional<byte[]> hop = address(hops.get(i));
            if (hop.isEmpty()) {
                break;
            }
            client = hops.get(i);
        }
        return client;
    }

    private boolean isTrusted(String address) {
        return address(address)
                .map(bytes -> networks.stream().anyMatch(network -> network.holds(bytes)))
                .orElse(false);
    }

    private static Optional<byte[]> address(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException none) {
            return Optional.empty();
        }
    }
}
