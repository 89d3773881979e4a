package org.clientele.search.internal;

import java.util.Optional;
import java.util.function.Function;
import org.clientele.Problem;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;

/** Turns a filter into a condition. Only declared attributes reach the SQL, and every literal is bound. */
final class FilterSql {
    private final Names names;

    private FilterSql(Names names) {
        this.names = names;
    }

    /** A condition on customers. */
    static Sql of(Filter filter, Function<String, Optional<Attribute>> attributes, Sources sources) {
        return new FilterSql(new CustomerNames(attributes, sources)).condition(filter);
    }

    private Sql condition(Filter filter) {
        if (filter instanceof Filter.And and) {
            return joined(and.all(), " and ");
        } else if (filter instanceof Filter.Or or) {
            return joined(or.any(), " or ");
        } else if (filter instanceof Filter.Not not) {
            // What is unknown does not fulfil the inner filter, so it fulfils its negation.
            return new Sql().add("not coalesce(").add(condition(not.filter())).add(", false)");
        } else if (filter instanceof Filter.Within within) {
            return names.within(within.path(), within.inner());
        } else if (filter instanceof Filter.Present present) {
            return names.leaf(present.path(), Comparisons::present);
        } else if (filter instanceof Filter.Saved saved) {
            return saved(saved);
        } else if (filter instanceof Filter.Member member) {
            return new Sql()
                    .add(
                            "exists (select 1 from customer.segment_member m where m.segment_id = ?"
                                    + " and m.customer_id = s.customer_id)",
                            member.segment());
        } else if (filter instanceof Filter.AnyMember any) {
            Sql sql = new Sql()
                    .add(
                            "exists (select 1 from customer.segment_member m join customer.segment g on g.id = m.segment_id"
                                    + " where m.customer_id = s.customer_id");
            if (!any.sellerAccounts().isEmpty()) {
                sql.add(" and (g.seller_accounts = '{}' or g.seller_accounts && ?)", any.sellerAccounts());
            }
            return sql.add(")");
        }
        Filter.Comparison comparison = (Filter.Comparison) filter;
        return names.leaf(
                comparison.path(), (attribute, expression) -> Comparisons.compare(attribute, expression, comparison));
    }

    /** What was right when it was saved is nothing that the caller could correct here. */
    private Sql saved(Filter.Saved saved) {
        try {
            return new Sql().add("(").add(condition(saved.filter())).add(")");
        } catch (Problem.Invalid broken) {
            throw SegmentReferences.suspended(saved.kind(), broken);
        }
    }

    private Sql joined(Iterable<Filter> filters, String operator) {
        Sql sql = new Sql().add("(");
        String between = "";
        for (Filter filter : filters) {
            sql.add(between).add(condition(filter));
            between = operator;
        }
        return sql.add(")");
    }

    private interface Leaf {
        Sql of(Attribute attribute, String expression);
    }

    /** What a path stands for. */
    private interface Names {
        Sql leaf(Filter.Path path, Leaf leaf);

        Sql within(Filter.Path path, Filter inner);
    }

    private record CustomerNames(Function<String, Optional<Attribute>> attributes, Sources sources) implements Names {
        @Override
        public Sql leaf(Filter.Path path, Leaf leaf) {
            Optional<Attribute> found = attributes.apply(path.name());
            if (found.isPresent() && found.get().type() == Type.COMPLEX) {
                return exists(filterable(found.get(), path), leaf.of(found.get(), ""));
            }
            if (found.isPresent()) {
                return plain(filterable(found.get(), path), leaf);
            }
            // addresses.city co "Par" is short for addresses[city co "Par"].
            int dot = path.name().lastIndexOf('.');
            Attribute whole = attributes
                    .apply(path.name().substring(0, Math.max(dot, 0)))
                    .filter(attribute -> attribute.type() == Type.COMPLEX)
                    .orElseThrow(() -> unknown(path));
            Filter.Path rest = new Filter.Path(path.name().substring(dot + 1), path.column() + dot + 1);
            return exists(filterable(whole, path), new PartNames(whole).leaf(rest, leaf));
        }

        private Sql plain(Attribute attribute, Leaf leaf) {
            String expression = attribute.source().expression();
            Sql condition = leaf.of(attribute, sources.of(attribute, expression));
            if (Sources.isOfCustomers(attribute)) {
                return condition;
            }
            // The same once more, which says what follows of having no row: mostly no, and then the search begins with
            // the rows.
            return new Sql()
                    .add("(")
                    .add(condition)
                    .add(" and (" + sources.present(attribute) + " or ")
                    .add(leaf.of(attribute, Sources.absent(attribute, expression)))
                    .add("))");
        }

        @Override
        public Sql within(Filter.Path path, Filter inner) {
            Attribute whole = attributes.apply(path.name()).orElseThrow(() -> unknown(path));
            if (whole.type() != Type.COMPLEX) {
                throw FilterReader.invalid(
                        "filter-type", "The attribute " + whole.name() + " has no members.", path.column());
            }
            return exists(filterable(whole, path), new FilterSql(new PartNames(whole)).condition(inner));
        }

        private Sql exists(Attribute whole, Sql condition) {
            Sql sql = new Sql().add("exists (select 1 from " + Sources.table(whole.source()) + " p where ");
            sources.addRowsOf(sql, whole.source(), "p");
            if (!condition.isEmpty()) {
                sql.add(" and ").add(condition);
            }
            return sql.add(")");
        }
    }

    private record PartNames(Attribute whole) implements Names {
        @Override
        public Sql leaf(Filter.Path path, Leaf leaf) {
            Attribute part = whole.parts().stream()
                    .filter(candidate -> candidate.name().equals(path.name()))
                    .findFirst()
                    .orElseThrow(() -> unknown(path));
            return leaf.of(part, part.source().expression().replace("{}", "p"));
        }

        @Override
        public Sql within(Filter.Path path, Filter inner) {
            throw FilterReader.invalid("filter-type", "Members have no members of their own.", path.column());
        }
    }

    private static Attribute filterable(Attribute attribute, Filter.Path path) {
        if (!attribute.filterable()) {
            throw FilterReader.invalid(
                    "filter-attribute", "The attribute " + attribute.name() + " cannot be filtered.", path.column());
        }
        return attribute;
    }

    private static Problem.Invalid unknown(Filter.Path path) {
        return FilterReader.invalid("filter-attribute", "There is no such attribute.", path.column());
    }
}
