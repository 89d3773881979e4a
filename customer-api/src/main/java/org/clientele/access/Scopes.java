package org.clientele.access;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How sets of scopes are read: {@code *}, {@code <resource>:*}, {@code <resource>:<action>}, less those with a {@code -} before them. */
final class Scopes {
    private static final String OFF = "-";

    private Scopes() {}

    /** Whether the set holds the scope; a scope with {@code *} only if none under it is switched off. */
    static boolean may(Set<String> scopes, String scope) {
        return covers(scopes, scope) && off(scopes).stream().noneMatch(off -> isUnder(off, scope));
    }

    /** Whether whoever has the one set may do everything that the other one allows. */
    static boolean within(Set<String> inner, Set<String> outer) {
        return on(inner).stream().allMatch(scope -> covers(outer, scope))
                && off(outer).stream().noneMatch(off -> may(inner, off));
    }

    /** What one of them allows. */
    static Set<String> anyOf(Collection<Set<String>> sets) {
        Set<String> scopes = new HashSet<>();
        sets.forEach(set -> scopes.addAll(on(set)));
        sets.stream()
                .flatMap(set -> off(set).stream())
                .filter(off -> sets.stream().noneMatch(set -> may(set, off)))
                .forEach(off -> scopes.add(OFF + off));
        return scopes;
    }

    /** What each of them allows. */
    static Set<String> allOf(Collection<Set<String>> sets) {
        Set<String> scopes = sets.stream()
                .flatMap(set -> on(set).stream())
                .filter(scope -> sets.stream().allMatch(set -> covers(set, scope)))
                .collect(Collectors.toCollection(HashSet::new));
        sets.forEach(set -> off(set).forEach(off -> scopes.add(OFF + off)));
        return scopes;
    }

    private static boolean covers(Set<String> scopes, String scope) {
        if (scope.startsWith(OFF)) {
            return false;
        }
        if (scopes.contains("*") || scopes.contains(scope)) {
            return true;
        }
        int colon = scope.indexOf(':');
        return colon > 0 && scopes.contains(scope.substring(0, colon) + ":*");
    }

    private static boolean isUnder(String off, String scope) {
        return off.equals(scope)
                || scope.equals("*")
                || scope.endsWith(":*") && off.startsWith(scope.substring(0, scope.length() - 1));
    }

    private static List<String> on(Set<String> scopes) {
        return scopes.stream().filter(scope -> !scope.startsWith(OFF)).toList();
    }

    private static List<String> off(Set<String> scopes) {
        return scopes.stream()
                .filter(scope -> scope.startsWith(OFF))
                .map(scope -> scope.substring(1))
                .toList();
    }
}
