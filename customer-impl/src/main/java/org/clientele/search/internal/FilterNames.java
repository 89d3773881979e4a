package org.clientele.search.internal;

import java.util.HashSet;
import java.util.Set;
import org.clientele.Problem;

/** Which attributes a filter names. */
public final class FilterNames {
    private FilterNames() {}

    /** @return nothing for a text that is no filter */
    public static Set<String> of(String filter) {
        Set<String> names = new HashSet<>();
        try {
            collect(FilterReader.read(filter), names);
        } catch (Problem.Invalid none) {
            return Set.of();
        }
        return names;
    }

    private static void collect(Filter filter, Set<String> names) {
        if (filter instanceof Filter.And and) {
            and.all().forEach(one -> collect(one, names));
        } else if (filter instanceof Filter.Or or) {
            or.any().forEach(one -> collect(one, names));
        } else if (filter instanceof Filter.Not not) {
            collect(not.filter(), names);
        } else if (filter instanceof Filter.Present present) {
            names.add(present.path().name());
        } else if (filter instanceof Filter.Comparison comparison) {
            names.add(comparison.path().name());
        } else if (filter instanceof Filter.Within within) {
            names.add(within.path().name());
        } else if (filter instanceof Filter.Saved saved) {
            collect(saved.filter(), names);
        }
    }
}
