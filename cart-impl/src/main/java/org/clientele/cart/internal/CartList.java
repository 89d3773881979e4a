package org.clientele.cart.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.cart.Cart;
import org.clientele.cart.Carts;
import org.clientele.persistence.Sql;
import org.jspecify.annotations.Nullable;

/** One page of carts, in the order of an index. */
final class CartList {
    private static final long FARTHEST = 100_000;
    private static final long COUNTED = 10_000;
    /** In the planner's units: some ten thousand rows. */
    private static final double CHEAP = 30_000;

    private static final Pattern ROWS = Pattern.compile("\"Plan Rows\": (\\d+)");
    private static final Pattern COST = Pattern.compile("\"Total Cost\": ([\\d.]+)");
    private static final String SELECT = """
            select id, status, customer_id, currency, seller_account, jsonb_array_length(lines) as lines, units, total,
                attribution ->> 'agent' as agent, created_at, changed_at, abandoned_at, version from\s""";

    private final Connection connection;
    private final Carts.Selection wanted;
    private final StringBuilder where = new StringBuilder();
    private final List<@Nullable Object> values = new ArrayList<>();

    private CartList(Connection connection, Optional<Set<String>> sellerAccounts, Carts.Selection wanted) {
        this.connection = connection;
        this.wanted = wanted;
        sellerAccounts.ifPresent(own -> and("seller_account = any (?)", own));
        wanted.customer().ifPresent(customer -> and("customer_id = ?", customer));
        wanted.guest().ifPresent(guest -> and(guest ? "customer_id is null" : "customer_id is not null"));
        wanted.abandoned().ifPresent(abandoned -> and(abandoned ? "abandoned_at is not null" : "abandoned_at is null"));
        wanted.currency().ifPresent(currency -> and("currency = ?", currency));
        wanted.minTotal().ifPresent(least -> and("total >= ?", least));
        wanted.maxTotal().ifPresent(most -> and("total <= ?", most));
        wanted.changedBefore().ifPresent(time -> and("changed_at < ?", time));
        wanted.changedAfter().ifPresent(time -> and("changed_at >= ?", time));
    }

    private void and(String condition, @Nullable Object... bound) {
        where.append(" and ").append(condition);
        values.addAll(Arrays.asList(bound));
    }

    static Page<Carts.Listed> page(
            Connection connection,
            Optional<Set<String>> sellerAccounts,
            Carts.Selection wanted,
            Carts.Sort sort,
            Page.Request page)
            throws SQLException {
        if (page.offset() > FARTHEST) {
            throw Problem.Invalid.at(
                    "?page", "range", "Lists go " + FARTHEST + " carts far: name what you want more closely.");
        }
        CartList list = new CartList(connection, sellerAccounts, wanted);
        List<Carts.Listed> items = list.items(sort, page);
        boolean last = items.size() < page.size() && (!items.isEmpty() || page.offset() == 0);
        Page.Total total =
                last ? new Page.Total(page.offset() + items.size(), true) : list.total(page.offset() + items.size());
        return new Page<>(items, total, Optional.empty(), Optional.empty());
    }

    private List<Carts.Listed> items(Carts.Sort sort, Page.Request page) throws SQLException {
        String order = order(sort);
        List<@Nullable Object> bound = new ArrayList<>();
        String from;
        if (sort == Carts.Sort.LAST_OPENED || sort == Carts.Sort.FIRST_OPENED) {
            from = "cart.cart c where status = any (?)" + where;
            bound.add(statuses());
            bound.addAll(values);
        } else {
            // The indexes begin with the status: so many rows of each status, already in order.
            from = "(select c.* from unnest(?::text[]) s(status) cross join lateral (select * from cart.cart c"
                    + " where c.status = s.status" + where + " order by " + order + " limit ?) c) c";
            bound.add(statuses());
            bound.addAll(values);
            bound.add(page.offset() + page.size());
        }
        bound.add(page.size());
        bound.add(page.offset());
        return Sql.list(
                connection,
                SELECT + from + " order by " + order + " limit ? offset ?",
                CartList::listed,
                bound.toArray());
    }

    private List<String> statuses() {
        return wanted.status().map(List::of).orElse(List.of(Cart.Status.values())).stream()
                .map(status -> status.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /**
     * Counted if the planner finds that cheap, otherwise what it expects.
     *
     * @param seen how many there are at least
     */
    private Page.Total total(long seen) throws SQLException {
        List<@Nullable Object> bound = new ArrayList<>(values);
        String condition = " from cart.cart where true" + where;
        if (wanted.status().isPresent()) {
            condition += " and status = ?";
            bound.add(wanted.status().get());
        }
        String plan = Sql.first(
                        connection,
                        "explain (format json) select 1" + condition,
                        row -> row.getString(1),
                        bound.toArray())
                .orElse("");
        long expected = number(ROWS, plan).map(Double::longValue).orElse(0L);
        if (expected > COUNTED || number(COST, plan).orElse(0.0) > CHEAP) {
            return new Page.Total(Math.max(expected, seen + 1), false);
        }
        bound.add(COUNTED + 1);
        long counted = Sql.first(
                        connection,
                        "select count(*) from (select 1" + condition + " limit ?) counted",
                        row -> row.getLong(1),
                        bound.toArray())
                .orElse(0L);
        return new Page.Total(counted, counted <= COUNTED);
    }

    private static Optional<Double> number(Pattern pattern, String plan) {
        Matcher found = pattern.matcher(plan);
        return found.find() ? Optional.of(Double.parseDouble(found.group(1))) : Optional.empty();
    }

    private static String order(Carts.Sort sort) {
        return switch (sort) {
            case NEWEST -> "changed_at desc, id desc";
            case OLDEST -> "changed_at, id";
            // Ids grow with the time.
            case LAST_OPENED -> "id desc";
            case FIRST_OPENED -> "id";
            case LARGEST -> "total desc, id desc";
            case SMALLEST -> "total, id";
        };
    }

    private static Carts.Listed listed(ResultSet row) throws SQLException {
        return new Carts.Listed(
                row.getObject("id", UUID.class),
                Cart.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getObject("customer_id", UUID.class)),
                Optional.ofNullable(row.getString("currency")),
                row.getString("seller_account"),
                row.getInt("lines"),
                row.getLong("units"),
                row.getLong("total"),
                Optional.ofNullable(row.getString("agent")),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "changed_at"),
                Sql.maybeInstant(row, "abandoned_at"),
                row.getLong("version"));
    }
}
