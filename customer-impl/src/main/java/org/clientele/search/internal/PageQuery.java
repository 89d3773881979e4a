package org.clientele.search.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.clientele.Page;
import org.clientele.Problem;

/**
 * Reads one page of a selection.
 *
 * <p>A view alone is read in the order of an index and its total comes from the counters. Whatever narrows further is first
 * taken to be small: its hits are collected, counted and sorted in one statement. If they are too many for that, the page is
 * read in the order of an index and the total is an estimate.
 */
final class PageQuery<T> {
    /** Up to here it costs less to skip rows than to look the page's ids up first. */
    private static final long FAR = 200;

    private static final long FARTHEST = 10_000_000;

    private final Selection selection;
    private final PageRows<T> pageRows;
    private final Page.Request request;
    private final Totals totals;
    private final boolean backwards;
    private final Optional<List<String>> position;
    private final long offset;

    PageQuery(Selection selection, PageRows<T> pageRows, Page.Request request, Totals totals) {
        this.selection = selection;
        this.pageRows = pageRows;
        this.request = request;
        this.totals = totals;
        this.backwards = request.before().isPresent();
        Optional<String> cursor = backwards ? request.before() : request.after();
        int keys = selection.order(selection.sources()).keys().size();
        this.position = cursor.map(text -> Cursor.position(selection.query(), text, keys));
        this.offset = cursor.isPresent() ? 0 : request.offset();
        if (request.number() < 1 || offset > FARTHEST) {
            throw Problem.Invalid.at("?page", "page", "Pages are counted from 1 to " + FARTHEST / request.size() + ".");
        }
    }

    Page<T> run(Connection connection) throws SQLException {
        if (!selection.narrowed()) {
            return offset > FAR ? far(connection, totals.of(connection, selection)) : inOrder(connection);
        }
        Optional<Page.Total> large = totals.knownToBeLarge(selection);
        if (large.isEmpty()) {
            Optional<Page<T>> page = collected(connection);
            if (page.isPresent()) {
                return page.get();
            }
            large = Optional.of(totals.estimate(connection, selection));
        }
        return offset > FAR ? far(connection, large.get()) : ordered(connection, large.get());
    }

    private Page<T> inOrder(Connection connection) throws SQLException {
        Optional<Sql> counters = selection.counters();
        if (counters.isEmpty()) {
            return ordered(connection, totals.of(connection, selection));
        }
        return read(connection, counters, Optional.empty());
    }

    private Page<T> ordered(Connection connection, Page.Total total) throws SQLException {
        return read(connection, Optional.empty(), Optional.of(total));
    }

    private Page<T> read(Connection connection, Optional<Sql> counters, Optional<Page.Total> total)
            throws SQLException {
        Sources ahead = selection.sources();
        Optional<Sql> before = backwards || selection.narrowed() ? Optional.empty() : selection.beforeAbsent(ahead);
        Rows<T> rows = before.isPresent() ? rows(connection, counters, ahead, before) : Rows.none();
        if (rows.items().size() <= request.size()) {
            rows = rows(connection, counters, selection.sources(), Optional.empty());
        }
        Page.Total known;
        if (total.isPresent()) {
            known = total.get();
        } else if (rows.extra().isPresent()) {
            known = new Page.Total(rows.extra().get(), true);
        } else {
            known = totals.of(connection, selection);
        }
        return page(rows, known);
    }

    private Rows<T> rows(Connection connection, Optional<Sql> counters, Sources sources, Optional<Sql> only)
            throws SQLException {
        Sql condition = selection.condition(sources);
        SortOrder order = selection.order(sources);
        Sql behind = new Sql();
        only.ifPresent(some -> behind.add(" and ").add(some));
        position.ifPresent(keys -> behind.add(" and ").add(order.beyond(keys, backwards)));
        behind.add(order.orderBy(backwards)).add(" limit " + (request.size() + 1) + " offset " + offset);
        Sql sql = new Sql().add("select ");
        if (order.indexed()) {
            sql.add(pageRows.select(sources)).add(", ").add(order.position());
            counters.ifPresent(counter -> sql.add(", (").add(counter).add(")"));
            sql.add(sources.from()).add(condition).add(behind);
        } else {
            // All have to be sorted: their ids alone, and then the page is looked up.
            Sources outer = selection.sources();
            SortOrder hits = order.over("h");
            sql.add(pageRows.select(outer)).add(", ").add(hits.position());
            counters.ifPresent(counter -> sql.add(", (").add(counter).add(")"));
            sql.add(outer.from(ids(sources, condition, order).add(behind))).add(hits.orderBy(backwards));
        }
        boolean plannedOnce = !selection.narrowed() && position.isEmpty();
        return Statements.query(
                connection,
                sql,
                plannedOnce,
                result -> rows(connection, result, order.keys().size(), counters.isPresent()));
    }

    private Optional<Page<T>> collected(Connection connection) throws SQLException {
        Sources inner = selection.sources();
        Sql condition = selection.condition(inner);
        // Each of them is looked at, so no index of the summary helps, and the summary itself need not be looked at.
        SortOrder order = selection.order(inner).withoutCopies();
        if (!selection.ofCustomersOnly() || !order.ofCustomersOnly()) {
            order = selection.order(inner);
        }
        SortOrder hits = order.over("h");
        Sql ids = new Sql().add("select h.* from hits h");
        position.ifPresent(keys -> ids.add(" where ").add(hits.beyond(keys, backwards)));
        ids.add(hits.orderBy(backwards)).add(" limit " + (request.size() + 1) + " offset " + offset);

        Sources outer = selection.sources();
        String columns = pageRows.select(outer);
        Sql sql = new Sql()
                .add("with hits as materialized (")
                .add(ids(inner, condition, order))
                .add(" limit " + (totals.limit() + 1) + ") select ")
                .add(columns)
                .add(", ")
                .add(hits.position())
                .add(", (select count(*) from hits)")
                .add(outer.from(ids))
                .add(hits.orderBy(backwards));
        Rows<T> rows = Statements.query(
                connection,
                sql,
                false,
                result -> rows(connection, result, hits.keys().size(), true));
        if (rows.extra().isEmpty()) {
            boolean nothing = position.isEmpty() && offset == 0;
            Page.Total total = nothing ? new Page.Total(0, true) : totals.of(connection, selection);
            return total.exact() ? Optional.of(page(rows, total)) : Optional.empty();
        }
        long counted = rows.extra().get();
        return counted > totals.limit() ? Optional.empty() : Optional.of(page(rows, new Page.Total(counted, true)));
    }

    /** Skips along an index that holds all it needs, from the nearer end, and looks only the page itself up. */
    private Page<T> far(Connection connection, Page.Total total) throws SQLException {
        if (total.exact() && offset >= total.items()) {
            return new Page<>(List.of(), total, Optional.empty(), Optional.empty());
        }
        long wanted = total.exact() ? Math.min(request.size(), total.items() - offset) : request.size();
        boolean fromEnd = total.exact() && offset > total.items() / 2;
        long skip = fromEnd ? total.items() - offset - wanted : offset;

        Sources inner = selection.sources();
        Sql condition = selection.condition(inner);
        SortOrder order = selection.order(inner);
        Sql ids = ids(inner, condition, order);
        ids.add(order.orderBy(fromEnd)).add(" limit " + wanted + " offset " + skip);

        SortOrder hits = order.over("h");
        Sources outer = selection.sources();
        String columns = pageRows.select(outer);
        Sql sql = new Sql()
                .add("select ")
                .add(columns)
                .add(", ")
                .add(hits.position())
                .add(outer.from(ids))
                .add(hits.orderBy(false));
        Rows<T> rows = Statements.query(
                connection,
                sql,
                !selection.narrowed(),
                result -> rows(connection, result, order.keys().size(), false));
        boolean more =
                total.exact() ? offset + wanted < total.items() : rows.items().size() == wanted;
        return new Page<>(rows.items(), total, more ? rows.last(selection) : Optional.empty(), rows.first(selection));
    }

    /** The ids and what tells the order, from as few tables as do; more conditions follow with {@code and}. */
    private Sql ids(Sources sources, Sql condition, SortOrder order) {
        boolean customersOnly = selection.ofCustomersOnly() && order.ofCustomersOnly();
        return new Sql()
                .add("select " + (customersOnly ? "c.id" : "s.customer_id") + " as customer_id, ")
                .add(order.keyColumns())
                .add(customersOnly ? new Sql().add(Sources.CUSTOMERS_ONLY) : sources.from())
                .add(condition);
    }

    private Page<T> page(Rows<T> read, Page.Total total) {
        boolean more = read.items().size() > request.size();
        Rows<T> rows = more ? read.without(request.size()) : read;
        if (backwards) {
            rows = rows.reversed();
        }
        boolean before = backwards ? more : position.isPresent() || offset > 0;
        boolean after = backwards || more;
        return new Page<>(
                rows.items(),
                total,
                after ? rows.last(selection) : Optional.empty(),
                before ? rows.first(selection) : Optional.empty());
    }

    private Rows<T> rows(Connection connection, ResultSet result, int keys, boolean extra) throws SQLException {
        List<List<String>> positions = new ArrayList<>();
        pageRows.begin(result);
        int column = pageRows.width();
        Optional<Long> number = Optional.empty();
        while (result.next()) {
            if (extra && positions.isEmpty()) {
                number = Optional.of(result.getLong(column + keys + 1));
            }
            // A page is left at either end only, with or without the row too many.
            boolean end = positions.isEmpty() || positions.size() + 1 >= request.size() || result.isLast();
            positions.add(end ? position(result, column, keys) : List.of());
            pageRows.add();
        }
        List<T> items = new ArrayList<>();
        List<List<String>> there = new ArrayList<>();
        List<Optional<T>> found = pageRows.items(connection);
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).isPresent()) {
                items.add(found.get(i).get());
                there.add(positions.get(i));
            }
        }
        return new Rows<>(items, there, number);
    }

    private static List<String> position(ResultSet result, int column, int keys) throws SQLException {
        List<String> position = new ArrayList<>(keys);
        for (int i = 1; i <= keys; i++) {
            position.add(result.getString(column + i));
        }
        return position;
    }

    /**
     * @param positions those of the rows that a cursor may be made of
     * @param extra what one more column said, if there was a row to say it
     */
    private record Rows<T>(List<T> items, List<List<String>> positions, Optional<Long> extra) {
        static <T> Rows<T> none() {
            return new Rows<>(List.of(), List.of(), Optional.empty());
        }

        Rows<T> without(int from) {
            return new Rows<>(items.subList(0, from), positions.subList(0, from), extra);
        }

        Rows<T> reversed() {
            List<T> turned = new ArrayList<>(items);
            List<List<String>> turnedPositions = new ArrayList<>(positions);
            Collections.reverse(turned);
            Collections.reverse(turnedPositions);
            return new Rows<>(turned, turnedPositions, extra);
        }

        Optional<String> first(Selection selection) {
            return positions.isEmpty() ? Optional.empty() : Optional.of(Cursor.of(selection.query(), positions.get(0)));
        }

        Optional<String> last(Selection selection) {
            return positions.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Cursor.of(selection.query(), positions.get(positions.size() - 1)));
        }
    }
}
