package org.clientele.search.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.clientele.Problem;
import org.clientele.attribute.Attribute;

/**
 * In which order customers come: by attributes, then by id, so that it is total. No key is ever null, so a position in it is a
 * plain comparison.
 *
 * @param indexed whether an index has the customers in this order, or nearly so: in that of its first key
 */
record SortOrder(List<Key> keys, boolean indexed) {
    private static final int MOST_KEYS = 4;

    /** What the summary repeats of the customer. */
    private static final Map<String, String> COPIES = Map.of(
            "s.customer_id",
            "c.id",
            "s.created_at",
            "c.created_at",
            "coalesce(s.country, '')",
            "coalesce(c.country, '')");

    /**
     * @param expression SQL that is never null
     * @param type its SQL type
     * @param ofCustomer whether it is of the customer's own row
     */
    record Key(String expression, String type, boolean descending, boolean ofCustomer) {}

    /** @param text {@code -totalSpent,lastName} */
    static SortOrder of(String text, Function<String, Optional<Attribute>> attributes, Sources sources) {
        List<Key> keys = new ArrayList<>();
        boolean indexed = false;
        for (String part : text.split(",", -1)) {
            String name = part.strip();
            boolean descending = name.startsWith("-");
            Attribute attribute = attributes
                    .apply(descending ? name.substring(1) : name)
                    .filter(Attribute::sortable)
                    .orElseThrow(() -> Problem.Invalid.at("?sort", "sort", "There is no such attribute to sort by."));
            indexed |= keys.isEmpty()
                    && (attribute.source().sortExpression().isPresent() || !Sources.isOfCustomers(attribute));
            keys.add(new Key(
                    sources.of(attribute, expression(attribute)),
                    type(attribute),
                    descending,
                    Sources.isOfCustomer(attribute)));
        }
        if (keys.size() > MOST_KEYS) {
            throw Problem.Invalid.at("?sort", "sort", "A list is sorted by at most " + MOST_KEYS + " attributes.");
        }
        // The id that stands in the same index as the key.
        boolean ofCustomer = keys.get(0).ofCustomer();
        String id = ofCustomer ? "c.id" : "s.customer_id";
        keys.add(new Key(id, "uuid", keys.get(keys.size() - 1).descending(), ofCustomer));
        return new SortOrder(keys, indexed);
    }

    /** The same order over the columns {@code k0}, {@code k1}, ... of a subquery. */
    SortOrder over(String alias) {
        return new SortOrder(
                IntStream.range(0, keys.size())
                        .mapToObj(i -> new Key(
                                alias + ".k" + i,
                                keys.get(i).type(),
                                keys.get(i).descending(),
                                false))
                        .toList(),
                indexed);
    }

    /** Whether the customer's own row tells the order. */
    boolean ofCustomersOnly() {
        return keys.stream().allMatch(Key::ofCustomer);
    }

    /** The same order, by the customer's own columns where the summary repeats them. */
    SortOrder withoutCopies() {
        return new SortOrder(keys.stream().map(SortOrder::original).toList(), indexed);
    }

    private static Key original(Key key) {
        String own = COPIES.get(key.expression());
        return own == null ? key : new Key(own, key.type(), key.descending(), true);
    }

    /** The keys as columns {@code k0}, {@code k1}, ... of a subquery. */
    String keyColumns() {
        return IntStream.range(0, keys.size())
                .mapToObj(i -> keys.get(i).expression() + " as k" + i)
                .collect(Collectors.joining(", "));
    }

    /**
     * Holds for the rows that come before all who have nothing where the first key lives, if that is a table of its own. The index
     * of that table has them in this order, which it cannot have of those whom it does not know.
     */
    static Optional<Sql> beforeAbsent(String text, Function<String, Optional<Attribute>> attributes, Sources sources) {
        String first = text.split(",", -1)[0].strip();
        boolean descending = first.startsWith("-");
        return attributes
                .apply(descending ? first.substring(1) : first)
                .filter(attribute -> !Sources.isOfCustomers(attribute)
                        && attribute.source().callerColumn().isEmpty())
                .map(attribute -> {
                    sources.require(attribute);
                    String expression = expression(attribute);
                    return new Sql()
                            .add(sources.of(attribute, expression))
                            .add(descending ? " > " : " < ")
                            .add(Sources.absent(attribute, expression));
                });
    }

    private static String expression(Attribute attribute) {
        return attribute.source().sortExpression().orElseGet(() -> neverNull(attribute));
    }

    private static String neverNull(Attribute attribute) {
        String expression = attribute.source().expression();
        return switch (attribute.type()) {
            case TEXT -> "coalesce(customer.fold(" + expression + "), '')";
            case CODE -> "coalesce(" + expression + ", '')";
            case BOOLEAN -> "coalesce(" + expression + ", false)";
            case DATE, TIMESTAMP -> "coalesce(" + expression + ", '-infinity')";
            case CODES -> "coalesce(cardinality(" + expression + "), 0)";
            case UUID -> expression;
            default -> "coalesce(" + expression + ", 0)";
        };
    }

    private static String type(Attribute attribute) {
        return switch (attribute.type()) {
            case INTEGER, MONEY -> "bigint";
            case DECIMAL -> "numeric";
            case DATE -> "date";
            case TIMESTAMP -> "timestamptz";
            case BOOLEAN -> "boolean";
            case CODES -> "integer";
            case UUID -> "uuid";
            default -> "text";
        };
    }

    /** {@code order by}, from the front or from the back. */
    String orderBy(boolean backwards) {
        StringBuilder sql = new StringBuilder(" order by ");
        for (Key key : keys) {
            if (key != keys.get(0)) {
                sql.append(", ");
            }
            sql.append(key.expression()).append(key.descending() == backwards ? " asc" : " desc");
        }
        return sql.toString();
    }

    /** The keys of a row, to make a position of. */
    String position() {
        return keys.stream().map(Key::expression).collect(Collectors.joining(", "));
    }

    /** Holds for the rows behind a position, or before it when going backwards. */
    Sql beyond(List<String> position, boolean backwards) {
        boolean uniform =
                keys.stream().allMatch(key -> key.descending() == keys.get(0).descending());
        Sql sql = new Sql();
        if (uniform) {
            sql.add("(");
            for (Key key : keys) {
                sql.add(key == keys.get(0) ? "" : ", ").add(key.expression());
            }
            sql.add(")").add(sign(keys.get(0), backwards)).add("(");
            for (int i = 0; i < keys.size(); i++) {
                sql.add((i == 0 ? "?::" : ", ?::") + keys.get(i).type(), position.get(i));
            }
            return sql.add(")");
        }
        // (a > x) or (a = x and b < y) or ...
        sql.add("(");
        for (int last = 0; last < keys.size(); last++) {
            sql.add(last == 0 ? "(" : " or (");
            for (int i = 0; i <= last; i++) {
                Key key = keys.get(i);
                sql.add(i == 0 ? "" : " and ").add(key.expression()).add(i == last ? sign(key, backwards) : " = ");
                sql.add("?::" + key.type(), position.get(i));
            }
            sql.add(")");
        }
        return sql.add(")");
    }

    private static String sign(Key key, boolean backwards) {
        return key.descending() == backwards ? " > " : " < ";
    }
}
