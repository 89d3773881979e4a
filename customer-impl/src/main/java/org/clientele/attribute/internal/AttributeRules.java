package org.clientele.attribute.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.clientele.attribute.Attribute;

/** What is asked of an attribute of a plugin, as far as it shows without a database. */
public final class AttributeRules {
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]*(\\.[A-Za-z][A-Za-z0-9_-]*)+");

    private AttributeRules() {}

    /** Why it is refused, one line each; empty if it is not. */
    public static List<String> objections(Attribute attribute, String word) {
        List<String> objections = new ArrayList<>();
        String name = attribute.name();
        if (!name.startsWith(word + ".") || !NAME.matcher(name).matches()) {
            objections.add(name + ": it is not called " + word + ".something");
        }
        Attribute.Source source = attribute.source();
        // One of many rows that is only shown needs no table but what its expression reads.
        boolean needsTable = attribute.type() != Attribute.Type.COMPLEX || attribute.filterable();
        if (needsTable && !source.schema().equals(word)) {
            objections.add(name + ": it lives in the schema " + source.schema() + " instead of " + word);
        }
        for (Attribute part : attribute.parts()) {
            if (part.personal() && !attribute.personal()) {
                objections.add(name + ": its part " + part.name() + " is personal, so it has to be so itself");
            }
            broken(part.source().expression())
                    .ifPresent(why -> objections.add(name + ": part " + part.name() + ": " + why));
        }
        Stream.of(Optional.of(source.expression()), source.sortExpression(), source.currencyExpression())
                .flatMap(Optional::stream)
                .flatMap(expression -> broken(expression).stream())
                .forEach(why -> objections.add(name + ": " + why));
        return objections;
    }

    /** Text that would not stay within the parentheses around it. */
    private static Optional<String> broken(String sql) {
        int depth = 0;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\'' || c == '"') {
                int end = sql.indexOf(c, i + 1);
                if (end < 0) {
                    return Optional.of("its expression has a quote that is not closed");
                }
                i = end;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth < 0) {
                return Optional.of("its expression closes a parenthesis that it did not open");
            } else if (c == ';' || c == '?' || c == '$' || c == '\\' || comment(sql, i)) {
                return Optional.of("its expression has a comment, ';', '?', '$' or '\\'");
            }
        }
        return depth == 0 ? Optional.empty() : Optional.of("its expression does not close a parenthesis");
    }

    private static boolean comment(String sql, int at) {
        return sql.startsWith("--", at) || sql.startsWith("/*", at);
    }
}
