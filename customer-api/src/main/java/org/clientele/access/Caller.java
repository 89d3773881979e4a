package org.clientele.access;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * On whose behalf something happens.
 *
 * @param id stable and unique: {@code key:<uuid>}, {@code staff:<uuid>}, {@code customer:<uuid>}, {@code cart:<uuid>:<uuid of the
 *     session>}, {@code system:<bundle>}
 * @param name for people, in audit entries and notes
 * @param scopes what the caller may; {@code *} is everything. One with a {@code -} before it is switched off, though a {@code *} would
 *     include it
 * @param sellerAccounts the seller accounts whose customers the caller may see; empty means all of them
 */
public record Caller(String id, String name, Set<String> scopes, Optional<Set<String>> sellerAccounts) {
    /** The scope of a storefront's key, without which it gets nowhere below {@code /api/store/v1}. */
    public static final String STORE_USE = "store:use";

    /** The scope that a shopper has, whoever it is: for what is the shopper's own. */
    public static final String ME_USE = "me:use";

    private static final String CUSTOMER = "customer:";

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

    /**
     * Whether the caller holds the scope, by name, by {@code <resource>:*} or by {@code *}. A scope with {@code *} is held if
     * everything under it is.
     */
    public boolean may(String scope) {
        return Scopes.may(scopes, scope);
    }

    /**
     * A shopper, calling through a storefront.
     *
     * @param name for people; nothing personal
     * @param sellerAccounts at most those of the storefront
     */
    public static Caller shopper(UUID customer, String name, Optional<Set<String>> sellerAccounts) {
        return new Caller(CUSTOMER + customer, name, Set.of(STORE_USE, ME_USE), sellerAccounts);
    }

    /** Whose own call this is; empty unless a shopper calls. */
    public Optional<UUID> customer() {
        return id.startsWith(CUSTOMER)
                ? Optional.of(UUID.fromString(id.substring(CUSTOMER.length())))
                : Optional.empty();
    }
}
