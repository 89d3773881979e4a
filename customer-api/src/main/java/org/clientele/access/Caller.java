package org.clientele.access;

import java.util.Optional;
import java.util.Set;

/**
 * On whose behalf something happens.
 *
 * @param id stable and unique: {@code key:<uuid>}, {@code staff:<uuid>}, {@code customer:<uuid>}, {@code system:<bundle>}
 * @param name for people, in audit entries and notes
 * @param scopes what the caller may; {@code *} is everything
 * @param sellerAccounts the seller accounts whose customers the caller may see; empty means all of them
 */
public record Caller(String id, String name, Set<String> scopes, Optional<Set<String>> sellerAccounts) {
    public Caller {
        scopes = Set.copyOf(scopes);
        sellerAccounts = sellerAccounts.map(Set::copyOf);
    }

    /**
     * The platform's own code: every scope, every seller account.
     *
     * @param bundle who it is, for the audit
     */
    public static Caller system(String bundle) {
        return new Caller("system:" + bundle, bundle, Set.of("*"), Optional.empty());
    }

    /** Whether the caller holds the scope, by name, by {@code <resource>:*} or by {@code *}. */
    public boolean may(String scope) {
        if (scopes.contains("*") || scopes.contains(scope)) {
            return true;
        }
        int colon = scope.indexOf(':');
        return colon > 0 && scopes.contains(scope.substring(0, colon) + ":*");
    }
}
