package org.clientele.cart.internal;

import java.util.Locale;
import java.util.Optional;
import org.clientele.Problem;
import org.clientele.cart.CartMerge.Policy;

/** How policies of merges are written: {@code keep-newer}, or {@code keepNewer}. */
final class MergePolicies {
    private MergePolicies() {}

    static Optional<Policy> read(String text) {
        String name = text.strip().replaceAll("([a-z])([A-Z])", "$1_$2").replace('-', '_');
        for (Policy policy : Policy.values()) {
            if (policy.name().equals(name.toUpperCase(Locale.ROOT))) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    static Optional<Policy> sent(Optional<String> text) {
        return text.map(word -> read(word)
                .orElseThrow(() -> Problem.Invalid.at(
                        "/policy", "value", "This must be add, keep-newer, keep-customer or replace.")));
    }
}
