package org.clientele.access;

import java.util.Optional;
import java.util.Set;

/**
 * Some scopes in some seller accounts.
 *
 * @param scopes what it allows, written as in {@link Caller}
 * @param sellerAccounts where; empty means everywhere
 */
public record Grant(Set<String> scopes, Optional<Set<String>> sellerAccounts) {
    public Grant {
        scopes = Set.copyOf(scopes);
        sellerAccounts = sellerAccounts.map(Set::copyOf);
    }

    /** Whether it allows the scope, wherever it holds. */
    public boolean may(String scope) {
        return Scopes.may(scopes, scope);
    }

    /** Whether it holds in the seller account. */
    public boolean holdsIn(String sellerAccount) {
        return sellerAccounts.isEmpty() || sellerAccounts.get().contains(sellerAccount);
    }

    /** Whether the caller may do all that it allows, wherever it holds: nobody grants more than they have. */
    public boolean isWithin(Caller caller) {
        boolean everywhere = caller.sellerAccounts().isEmpty();
        return Scopes.within(scopes, caller.scopes())
                && (everywhere
                        || sellerAccounts
                                .map(caller.sellerAccounts().get()::containsAll)
                                .orElse(false));
    }
}
