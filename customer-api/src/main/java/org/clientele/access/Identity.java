package org.clientele.access;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who may call, with rights that may differ between seller accounts. Immutable.
 *
 * <p>A request runs as a {@link Caller}, who has one set of scopes in one set of seller accounts: {@link #caller} tells which.
 *
 * @param id as in {@link Caller}
 * @param name for people
 * @param grants may be none; together they allow what any of them allows
 */
public record Identity(String id, String name, List<Grant> grants) {
    public Identity {
        grants = List.copyOf(grants);
    }

    /** Somebody who has the same scopes in all of the seller accounts. */
    public static Identity of(Caller caller) {
        return new Identity(caller.id(), caller.name(), List.of(new Grant(caller.scopes(), caller.sellerAccounts())));
    }

    /** The same one without any right, as who a request runs before it is known what it needs. */
    public Caller nobody() {
        return new Caller(id, name, Set.of(), Optional.of(Set.of()));
    }

    /**
     * As whom a request runs that needs the scope. It sees the seller accounts in which the scope is held, and holds the scopes
     * that are held in each of these: what is allowed in some of them only is not allowed, unless the request keeps to them.
     *
     * @param scope a scope, or {@link RequiresScope#ANY_CALLER}
     * @param chosen the seller accounts that the request keeps to; empty for as many as there are
     * @return empty if the scope is not held, or not in each of the chosen seller accounts
     */
    public Optional<Caller> caller(String scope, Optional<Set<String>> chosen) {
        boolean any = scope.equals(RequiresScope.ANY_CALLER);
        List<Grant> fitting =
                grants.stream().filter(grant -> any || grant.may(scope)).toList();
        boolean everywhere =
                fitting.stream().anyMatch(grant -> grant.sellerAccounts().isEmpty());
        if (fitting.isEmpty()) {
            return any && chosen.isEmpty() ? Optional.of(nobody()) : Optional.empty();
        }
        if (everywhere && chosen.isEmpty()) {
            return Optional.of(new Caller(
                    id,
                    name,
                    Scopes.anyOf(grants.stream()
                            .filter(grant -> grant.sellerAccounts().isEmpty())
                            .map(Grant::scopes)
                            .toList()),
                    Optional.empty()));
        }
        Set<String> held = new HashSet<>();
        fitting.forEach(grant -> grant.sellerAccounts().ifPresent(held::addAll));
        Set<String> visible = chosen.orElse(held);
        if (visible.isEmpty() || !everywhere && !held.containsAll(visible)) {
            return Optional.empty();
        }
        return Optional.of(new Caller(
                id, name, Scopes.allOf(visible.stream().map(this::scopesIn).toList()), Optional.of(visible)));
    }

    private Set<String> scopesIn(String sellerAccount) {
        return Scopes.anyOf(grants.stream()
                .filter(grant -> grant.holdsIn(sellerAccount))
                .map(Grant::scopes)
                .toList());
    }
}
