package org.clientele.staff.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.clientele.Problem.Checks;
import org.clientele.access.Grant;

/**
 * What a staff user may in some seller accounts.
 *
 * @param role whose scopes it gives, if any
 * @param actions scopes that are switched on or off, whatever the role says
 * @param sellerAccounts where; null means in all
 */
public record Granted(Optional<String> role, Map<String, Boolean> actions, Optional<Set<String>> sellerAccounts) {
    static final Pattern SCOPE = Pattern.compile("\\*|[a-z][a-z0-9.-]{0,62}:(?:[a-z]{1,32}|\\*)");
    private static final int MOST = 200;

    public Granted {
        actions = actions == null ? Map.of() : Map.copyOf(actions);
        sellerAccounts = sellerAccounts.map(Set::copyOf);
    }

    static void check(Checks checks, String at, List<Granted> grants, Map<String, Set<String>> roles) {
        checks.that(grants.size() <= MOST, at, "too-many", "There are at most " + MOST + " grants.");
        for (int i = 0; i < grants.size(); i++) {
            grants.get(i).check(checks, at + "/" + i, roles);
        }
    }

    void check(Checks checks, String at, Map<String, Set<String>> roles) {
        checks.that(role.map(roles::containsKey).orElse(true), at + "/role", "role", "There is no such role.")
                .that(
                        role.isPresent() || actions.containsValue(true),
                        at + "/role",
                        "required",
                        "A grant has a role, or switches an action on.")
                .that(
                        actions.size() <= MOST
                                && actions.entrySet().stream()
                                        .allMatch(action -> SCOPE.matcher(action.getKey())
                                                        .matches()
                                                && (action.getValue()
                                                        || !action.getKey().contains("*"))),
                        at + "/actions",
                        "scope",
                        "Actions are scopes, written <resource>:<action>; switched off are single ones.")
                .that(
                        sellerAccounts
                                .map(accounts -> !accounts.isEmpty()
                                        && accounts.size() <= MOST
                                        && accounts.stream().noneMatch(Granted::isNoSellerAccount))
                                .orElse(true),
                        at + "/sellerAccounts",
                        "seller-account",
                        "Seller accounts have names; leave them out for all.");
    }

    private static boolean isNoSellerAccount(String name) {
        return name.isBlank()
                || name.length() > 100
                || name.contains(",")
                || name.contains("*")
                || !name.equals(name.strip())
                || name.chars().anyMatch(Character::isISOControl);
    }

    /** What it allows, with the scopes of the roles as they are. */
    Grant resolved(Map<String, Set<String>> roles) {
        Set<String> scopes = new HashSet<>(
                role.map(code -> roles.getOrDefault(code, Set.of())).orElse(Set.of()));
        scopes.addAll(named(true));
        Set<String> off = named(false);
        scopes.removeAll(off);
        Grant before = new Grant(scopes, sellerAccounts);
        off.stream().filter(before::may).forEach(scope -> scopes.add("-" + scope));
        return new Grant(scopes, sellerAccounts);
    }

    Set<String> named(boolean on) {
        return actions.entrySet().stream()
                .filter(action -> action.getValue() == on)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What somebody who sees these seller accounts sees of it; empty if that is nothing. */
    Optional<Granted> seenFrom(Optional<Set<String>> own) {
        if (own.isEmpty() || sellerAccounts.isEmpty()) {
            return Optional.of(this);
        }
        Set<String> common = new TreeSet<>(sellerAccounts.get());
        common.retainAll(own.get());
        return common.isEmpty() ? Optional.empty() : Optional.of(new Granted(role, actions, Optional.of(common)));
    }

    /** Whether it holds in these seller accounts only. */
    boolean liesIn(Optional<Set<String>> own) {
        return own.isEmpty() || sellerAccounts.map(own.get()::containsAll).orElse(false);
    }

    static Map<String, Boolean> actions(Set<String> on, Set<String> off) {
        Map<String, Boolean> actions = new TreeMap<>();
        on.forEach(scope -> actions.put(scope, true));
        off.forEach(scope -> actions.put(scope, false));
        return actions;
    }
}
