package org.clientele.search.internal;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a filter down again. */
final class FilterText {
    private FilterText() {}

    static String of(Filter filter) {
        if (filter instanceof Filter.And and) {
            return joined(and.all(), " and ");
        } else if (filter instanceof Filter.Or or) {
            return joined(or.any(), " or ");
        } else if (filter instanceof Filter.Not not) {
            return "not (" + of(not.filter()) + ")";
        } else if (filter instanceof Filter.Within within) {
            return within.path().name() + "[" + of(within.inner()) + "]";
        } else if (filter instanceof Filter.Present present) {
            return present.path().name() + " pr";
        } else if (filter instanceof Filter.Saved saved) {
            return "segments eq \"" + saved.id() + '"';
        } else if (filter instanceof Filter.Member member) {
            return "segments eq \"" + member.segment() + '"';
        }
        if (filter instanceof Filter.AnyMember) {
            return "segments pr";
        }
        Filter.Comparison comparison = (Filter.Comparison) filter;
        return comparison.path().name() + " " + comparison.operator().name().toLowerCase(Locale.ROOT) + " "
                + literal(comparison.literal());
    }

    private static String joined(List<Filter> filters, String operator) {
        return filters.stream()
                .map(filter -> filter instanceof Filter.And || filter instanceof Filter.Or
                        ? "(" + of(filter) + ")"
                        : of(filter))
                .collect(Collectors.joining(operator));
    }

    private static String literal(Filter.Literal literal) {
        if (literal.kind() != Filter.Literal.Kind.STRING) {
            return literal.text();
        }
        StringBuilder text = new StringBuilder("\"");
        for (char c : literal.text().toCharArray()) {
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                default -> {
                    if (c < ' ') {
                        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        return text.append('"').toString();
    }
}
