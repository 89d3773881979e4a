package org.clientele.webhook.internal;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.clientele.Problem;

/** What a webhook may be. */
final class WebhookChecks {
    private static final Pattern TYPE = Pattern.compile("\\*|[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*(\\.\\*)?");
    private static final int LONGEST_URL = 2000;
    private static final int MOST_TYPES = 50;

    private final boolean allowHttp;
    private final Networks networks;

    WebhookChecks(boolean allowHttp, Networks networks) {
        this.allowHttp = allowHttp;
        this.networks = networks;
    }

    /** What the owner decides. */
    record Content(URI url, List<String> types, boolean enabled, Optional<String> filter, Set<UUID> uses) {
        Content filtered(Optional<String> text, Set<UUID> segments) {
            return new Content(url, types, enabled, text, segments);
        }
    }

    /** A name is resolved only when something is delivered; an address that is not allowed is refused at once. */
    Content checked(Optional<String> url, Optional<List<String>> types, boolean enabled) {
        String text = url.orElse("");
        Optional<URI> parsed = parse(text);
        List<String> wanted = types.orElse(List.of());
        Problem.Invalid.check(checks -> checks.that(
                        parsed.isPresent(),
                        "/url",
                        "url",
                        "This is an address that starts with " + (allowHttp ? "https:// or http://" : "https://") + ".")
                .that(
                        parsed.isEmpty() || isReachable(parsed.get()),
                        "/url",
                        "address",
                        "Webhooks are delivered to public addresses only.")
                .that(
                        !wanted.isEmpty() && wanted.size() <= MOST_TYPES,
                        "/types",
                        "length",
                        "There are 1 to " + MOST_TYPES + " types.")
                .that(
                        wanted.stream()
                                .allMatch(type ->
                                        type != null && TYPE.matcher(type).matches()),
                        "/types",
                        "value",
                        "A type is written customer.registered, customer.* or *."));
        return new Content(
                parsed.orElseThrow(), wanted.stream().distinct().toList(), enabled, Optional.empty(), Set.of());
    }

    private Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text);
            boolean scheme = "https".equalsIgnoreCase(uri.getScheme())
                    || (allowHttp && "http".equalsIgnoreCase(uri.getScheme()));
            boolean plain = uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && text.length() <= LONGEST_URL
                    && text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
            return scheme && plain && uri.getPort() != 0 && uri.getPort() <= 0xffff
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private boolean isReachable(URI uri) {
        String host = uri.getHost().replaceAll("[\\[\\]]", "");
        if (!Networks.isAddress(host)) {
            return true;
        }
        try {
            return networks.mayReach(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
