package org.clientele.checkout.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses as people and proxies write them. */
final class IpAddress {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:]*(" + V4.pattern() + ")?");
    private static final int LONGEST = 45;

    private IpAddress() {}

    /** The usual spelling; empty if it is no address. Nothing is resolved. */
    static Optional<String> canonical(String text) {
        if (text.length() > LONGEST
                || !V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text).getHostAddress());
        } catch (UnknownHostException none) {
            return Optional.empty();
        }
    }
}
