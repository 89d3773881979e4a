package org.clientele.staff.internal;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A named set of scopes.
 *
 * @param id the code, as other resources have an id
 * @param shipped whether it comes with the product, and stays as it is
 */
public record Role(String id, String code, String name, SortedSet<String> scopes, boolean shipped, long version) {
    static Role of(String code, String name, Set<String> scopes, boolean shipped, long version) {
        return new Role(code, code, name, new TreeSet<>(scopes), shipped, version);
    }
}
