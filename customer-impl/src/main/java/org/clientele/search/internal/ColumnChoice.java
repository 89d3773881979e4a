package org.clientele.search.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clientele.Problem;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.attribute.Attributes;

/**
 * Which columns the fields of a query stand for. Most queries ask for the same few lists of them, so those are kept: to find fifty
 * attributes and put their SQL together took a tenth of a page. Thread-safe.
 */
final class ColumnChoice {
    /** As the only field: all that the caller may see, plugins' included. */
    static final List<String> EVERYTHING = List.of("*");

    private final Attributes attributes;
    private final String fallbackCurrency;
    private final Cache<Asked, Columns> known =
            Caffeine.newBuilder().maximumSize(500).build();

    ColumnChoice(Attributes attributes, String fallbackCurrency) {
        this.attributes = attributes;
        this.fallbackCurrency = fallbackCurrency;
    }

    /** @param fields empty for all of the core, {@link #EVERYTHING} for all */
    Columns of(List<String> fields) {
        List<Attribute> visible = attributes.visible();
        Asked asked = new Asked(visible, fields);
        Columns columns = known.getIfPresent(asked);
        if (columns == null) {
            columns = new Columns(chosen(fields, visible), addsId(fields), fallbackCurrency);
            known.put(asked, columns);
        }
        return columns;
    }

    private List<Attribute> chosen(List<String> fields, List<Attribute> visible) {
        if (fields.isEmpty()) {
            return visible.stream()
                    .filter(attribute -> attribute.type() != Type.COMPLEX
                            && !attribute.source().expression().isEmpty()
                            && !attribute.name().contains("."))
                    .toList();
        }
        if (fields.equals(EVERYTHING)) {
            return visible.stream()
                    .filter(attribute -> !attribute.source().expression().isEmpty())
                    .toList();
        }
        // Of this one list: an attribute may go at any moment, with its plugin.
        Map<String, Attribute> byName = new HashMap<>();
        visible.forEach(attribute -> byName.put(attribute.name(), attribute));
        List<Attribute> columns = new ArrayList<>();
        if (addsId(fields)) {
            Optional.ofNullable(byName.get("id")).ifPresent(columns::add);
        }
        for (String field : Set.copyOf(fields).size() == fields.size() ? fields : List.<String>of()) {
            columns.add(Optional.ofNullable(byName.get(field))
                    .filter(attribute -> !attribute.source().expression().isEmpty())
                    .orElseThrow(
                            () -> Problem.Invalid.at("?fields", "field", "There is no such field: " + name(field))));
        }
        if (columns.size() < fields.size()) {
            throw Problem.Invalid.at("?fields", "field", "Each field is named once.");
        }
        return List.copyOf(columns);
    }

    private static boolean addsId(List<String> fields) {
        return !fields.isEmpty() && !fields.equals(EVERYTHING) && !fields.contains("id");
    }

    private static String name(String text) {
        return text.length() <= 64 && text.chars().allMatch(c -> c > ' ' && c < 127) ? text : "?";
    }

    /** The visible attributes are one list for as long as they stay the same ones, so it is enough to know that list. */
    private static final class Asked {
        private final List<Attribute> visible;
        private final List<String> fields;

        Asked(List<Attribute> visible, List<String> fields) {
            this.visible = visible;
            this.fields = fields;
        }

        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(Object other) {
            return other instanceof Asked asked && asked.visible == visible && asked.fields.equals(fields);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(visible) + fields.hashCode();
        }
    }
}
