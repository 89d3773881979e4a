package org.clientele.cart;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a cart came from; the order that it becomes has the same. Texts of at most 200 characters.
 *
 * @param agent who served the customer: the id of a {@link org.clientele.access.Caller}, or the host's own
 * @param utm the parameters of the link that was followed, without {@code utm_}: source, medium, campaign, term, content
 */
public record Attribution(
        Optional<String> channel,
        Optional<String> campaign,
        Optional<String> affiliate,
        Optional<String> subAffiliate,
        Optional<String> agent,
        Map<String, String> utm) {
    /** Nothing is known. */
    public static final Attribution NONE = new Attribution(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public Attribution {
        utm = utm == null ? Map.of() : java.util.Collections.unmodifiableMap(new TreeMap<>(utm));
    }

    /** The same, served by somebody else. */
    public Attribution withAgent(Optional<String> who) {
        return new Attribution(channel, campaign, affiliate, subAffiliate, who, utm);
    }
}
