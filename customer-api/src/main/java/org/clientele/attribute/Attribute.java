package org.clientele.attribute;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A named, typed fact about a customer. Whoever publishes one gets a list column, a sort key, a filter, a segment rule, a
 * statistic and an export field.
 *
 * @param name unique; a plugin's start with its name and a dot, as in {@code loyalty.points}
 * @param label what people read, in English; translations come with the console
 * @param group under which heading choosers show it
 * @param type what its values are
 * @param sortable whether lists can be sorted by it
 * @param filterable whether filters can name it
 * @param personal whether it tells who the customer is; only callers with {@code customers.pii:read} see it
 * @param values all possible values of a {@link Type#CODE} with a fixed set, empty for everything else
 * @param source where it lives
 * @param parts the members of a {@link Type#COMPLEX} attribute, empty for everything else; they are filtered if the attribute is
 *     filterable, and personal if it is: a personal part of another attribute is refused
 */
public record Attribute(
        String name,
        String label,
        String group,
        Type type,
        boolean sortable,
        boolean filterable,
        boolean personal,
        List<String> values,
        Source source,
        List<Attribute> parts) {

    public Attribute {
        Objects.requireNonNull(source, name);
        values = List.copyOf(values);
        parts = List.copyOf(parts);
    }

    /** What the values of an attribute are, as they appear in JSON. */
    public enum Type {
        /** People's words: compared without regard to case and accents. */
        TEXT,
        /** An identifier or one of a set: compared exactly. */
        CODE,
        /** A whole number. */
        INTEGER,
        /** A number with a fraction. */
        DECIMAL,
        /** {@link org.clientele.Money}; filters compare its minor units. */
        MONEY,
        BOOLEAN,
        /** {@code YYYY-MM-DD}. */
        DATE,
        /** RFC 3339 in UTC; filters also take {@code "now-90d"}. */
        TIMESTAMP,
        UUID,
        /** A set of codes: {@code tags eq "vip"} holds if one of them is equal. */
        CODES,
        /**
         * Many rows with {@link Attribute#parts()}: {@code addresses[city co "Par"]}. Its expression, if any, yields a JSON array
         * as text, where <code>{}.customer_id</code> is the customer; it is shown only when asked for by name.
         */
        COMPLEX,
        /** Any JSON; only shown. */
        JSON
    }

    /**
     * Where an attribute lives. The core joins the table (left, one row per customer) only for queries that name the attribute,
     * and writes its alias wherever an expression says <code>{}</code>; or a row of it that is null, to know what an expression says of
     * who has none.
     *
     * @param schema the publishing bundle's schema
     * @param customerColumn the column that holds the customer's id: unique, except for {@link Type#COMPLEX} and where there is a
     *     caller's column
     * @param callerColumn the column that holds the id of the {@link org.clientele.access.Caller} whom a row is for, if each has
     *     rows of their own; with the customer's id it is unique
     * @param expression SQL, for example <code>{}.points</code>
     * @param sortExpression SQL that is never null and has an index, if it is not the expression
     * @param currencyExpression SQL for the currency of {@link Type#MONEY}
     */
    public record Source(
            String schema,
            String table,
            String customerColumn,
            Optional<String> callerColumn,
            String expression,
            Optional<String> sortExpression,
            Optional<String> currencyExpression) {}

    /** Starts an attribute that is neither sortable nor filterable nor personal. */
    public static Builder named(String name, Type type) {
        return new Builder(name, type);
    }

    /** Builds an {@link Attribute}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final Type type;
        private String label;
        private String group = "";
        private boolean sortable;
        private boolean filterable;
        private boolean personal;
        private List<String> values = List.of();
        private List<Attribute> parts = List.of();
        private String schema = "";
        private String table = "";
        private String customerColumn = "customer_id";
        private Optional<String> callerColumn = Optional.empty();
        private String expression = "";
        private Optional<String> sortExpression = Optional.empty();
        private Optional<String> currencyExpression = Optional.empty();

        private Builder(String name, Type type) {
            this.name = name;
            this.type = type;
            this.label = name;
        }

        public Builder label(String label) {
            this.label = label;
            return this;
        }

        public Builder group(String group) {
            this.group = group;
            return this;
        }

        public Builder sortable() {
            this.sortable = true;
            return this;
        }

        public Builder filterable() {
            this.filterable = true;
            return this;
        }

        public Builder personal() {
            this.personal = true;
            return this;
        }

        public Builder values(String... values) {
            this.values = List.of(values);
            return this;
        }

        public Builder parts(List<Attribute> parts) {
            this.parts = parts;
            return this;
        }

        public Builder from(String schema, String table, String customerColumn) {
            this.schema = schema;
            this.table = table;
            this.customerColumn = customerColumn;
            return this;
        }

        /** Only rows of whoever asks: those that have the id of the caller in this column. Segments belong to nobody, and see none. */
        public Builder ofCaller(String column) {
            this.callerColumn = Optional.of(column);
            return this;
        }

        /** SQL; <code>{}</code> stands for the table. */
        public Builder expression(String expression) {
            this.expression = expression;
            return this;
        }

        /** SQL that is never null, for an index that serves this sort. */
        public Builder sortExpression(String expression) {
            this.sortExpression = Optional.of(expression);
            return sortable();
        }

        /** SQL for the currency of a money attribute. */
        public Builder currencyExpression(String expression) {
            this.currencyExpression = Optional.of(expression);
            return this;
        }

        public Attribute build() {
            return new Attribute(
                    name,
                    label,
                    group,
                    type,
                    sortable,
                    filterable,
                    personal,
                    values,
                    new Source(
                            schema,
                            table,
                            customerColumn,
                            callerColumn,
                            expression,
                            sortExpression,
                            currencyExpression),
                    parts);
        }
    }
}
