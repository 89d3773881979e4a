package org.clientele.search.internal;

import java.util.List;
import java.util.Locale;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.search.internal.Filter.Comparison;
import org.clientele.search.internal.Filter.Literal;
import org.clientele.search.internal.Filter.Operator;

/** Compares the expression of an attribute with a literal. */
final class Comparisons {
    private Comparisons() {}

    /** {@code pr}: there is a value, and it is not empty. */
    static Sql present(Attribute attribute, String expression) {
        return new Sql()
                .add(
                        switch (attribute.type()) {
                            case COMPLEX -> "";
                            case CODES -> "coalesce(" + expression + " <> '{}', false)";
                            case TEXT, CODE -> "coalesce(" + expression + " <> '', false)";
                            default -> expression + " is not null";
                        });
    }

    static Sql compare(Attribute attribute, String expression, Comparison comparison) {
        Operator operator = comparison.operator();
        Literal literal = comparison.literal();
        if (attribute.type() == Type.COMPLEX) {
            throw FilterReader.invalid(
                    "filter-type",
                    "The attribute " + attribute.name() + " is compared by its members.",
                    comparison.path().column());
        }
        if (literal.kind() == Literal.Kind.NULL) {
            return absence(attribute, expression, comparison);
        }
        Object value = Literals.value(attribute, literal);
        return switch (operator) {
            case EQ -> equal(attribute, expression, value);
            case NE ->
                new Sql()
                        .add("not coalesce(")
                        .add(equal(attribute, expression, value))
                        .add(", false)");
            case CO, SW, EW -> like(attribute, expression, comparison, (String) textual(attribute, comparison, value));
            case GT, GE, LT, LE -> ordered(attribute, expression, comparison, value);
        };
    }

    private static Sql absence(Attribute attribute, String expression, Comparison comparison) {
        return switch (comparison.operator()) {
            case EQ ->
                new Sql().add("not (").add(present(attribute, expression)).add(")");
            case NE -> present(attribute, expression);
            default ->
                throw FilterReader.invalid(
                        "filter-type",
                        "Nothing is compared with null but by eq and ne.",
                        comparison.literal().column());
        };
    }

    private static Sql equal(Attribute attribute, String expression, Object value) {
        return switch (attribute.type()) {
            case TEXT -> new Sql().add("customer.fold(" + expression + ") = customer.fold(?)", value);
            case CODE -> new Sql().add(expression + " = any(?)", spellings((String) value));
            case CODES -> new Sql().add(expression + " && ?", spellings((String) value));
            default -> new Sql().add(expression + " = " + parameter(attribute), value);
        };
    }

    /** Codes are kept in upper or in lower case; people type either. */
    private static List<String> spellings(String code) {
        return List.of(code, code.toLowerCase(Locale.ROOT), code.toUpperCase(Locale.ROOT)).stream()
                .distinct()
                .toList();
    }

    private static Sql like(Attribute attribute, String expression, Comparison comparison, String text) {
        String literal = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        String pattern =
                switch (comparison.operator()) {
                    case SW -> literal + "%";
                    case EW -> "%" + literal;
                    default -> "%" + literal + "%";
                };
        if (attribute.type() == Type.CODES) {
            return new Sql()
                    .add(
                            "exists (select 1 from unnest(" + expression
                                    + ") one where customer.fold(one) like customer.fold(?))",
                            pattern);
        }
        return new Sql().add("customer.fold(" + expression + ") like customer.fold(?)", pattern);
    }

    private static Object textual(Attribute attribute, Comparison comparison, Object value) {
        if (attribute.type() != Type.TEXT && attribute.type() != Type.CODE && attribute.type() != Type.CODES) {
            throw FilterReader.invalid(
                    "filter-operator",
                    "The operator " + operator(comparison) + " is for texts only.",
                    comparison.literal().column());
        }
        return value;
    }

    private static Sql ordered(Attribute attribute, String expression, Comparison comparison, Object value) {
        String sign =
                switch (comparison.operator()) {
                    case GT -> " > ";
                    case GE -> " >= ";
                    case LT -> " < ";
                    default -> " <= ";
                };
        return switch (attribute.type()) {
            case BOOLEAN, CODES, UUID ->
                throw FilterReader.invalid(
                        "filter-operator",
                        "The attribute " + attribute.name() + " has no order for " + operator(comparison) + ".",
                        comparison.literal().column());
            case TEXT -> new Sql().add("customer.fold(" + expression + ")" + sign + "customer.fold(?)", value);
            default -> new Sql().add(expression + sign + parameter(attribute), value);
        };
    }

    private static String operator(Comparison comparison) {
        return comparison.operator().name().toLowerCase(Locale.ROOT);
    }

    private static String parameter(Attribute attribute) {
        return switch (attribute.type()) {
            case INTEGER, MONEY -> "?::bigint";
            case DECIMAL -> "?::numeric";
            case TIMESTAMP -> "?::timestamptz";
            case DATE -> "?::date";
            case UUID -> "?::uuid";
            case BOOLEAN -> "?::boolean";
            default -> "?";
        };
    }
}
