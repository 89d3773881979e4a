package org.clientele.search.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.clientele.Money;
import org.clientele.customer.CustomerStatistics;
import org.clientele.customer.CustomerStatistics.Month;

/** Sums over a selection: read from the counters when it is everybody, otherwise aggregated. */
final class StatisticsQuery {
    private static final int MONTHS = 12;

    private final Selection selection;
    private final Thresholds thresholds;

    StatisticsQuery(Selection selection, Thresholds thresholds) {
        this.selection = selection;
        this.thresholds = thresholds;
    }

    CustomerStatistics run(Connection connection) throws SQLException {
        Measures measures = new Measures();
        Optional<String> counters = selection.sources().counters();
        if (counters.isPresent() && !selection.narrowed() && isEverybody()) {
            // Days matter only as far back as a customer is new; before that, months are enough.
            Sql sql = new Sql().add("""
                            select case when bucket like 'first:%' and bucket < ? then left(bucket, 13) else bucket end, sum(n)
                            from customer.customer_count where seller_account = ? group by 1""", "first:" + View.freshSince(thresholds.newDays()), counters.get());
            Statements.query(connection, sql, true, measures::read);
        } else {
            Sources sources = selection.sources();
            Sql condition = selection.condition(sources);
            Sql sql = new Sql()
                    .add("with selected as materialized (select s.*")
                    .add(sources.from())
                    .add(condition)
                    .add(") ")
                    .add(MEASURES);
            Statements.query(connection, sql, false, measures::read);
        }
        return measures.statistics();
    }

    private boolean isEverybody() {
        return selection.view().condition().text().equals("true");
    }

    /** The buckets of {@code customer.measures}, over the selected rows. */
    private static final String MEASURES = """
            select unnest(array['all', 'account', 'inactive', 'sum:orders', 'sum:units', 'sum:returned_units']),
                unnest(array[count(*), count(*) filter (where account), count(*) filter (where not active),
                    sum(orders), sum(units), sum(returned_units)])::bigint
            from selected
            union all
            select 'orders:' || least(orders, 100), count(*) from selected group by 1
            union all
            select 'created:' || to_char(created_at at time zone 'UTC', 'YYYY-MM'), count(*) from selected group by 1
            union all
            select 'first:' || to_char(first_order_at at time zone 'UTC', 'YYYY-MM-DD'), count(*)
            from selected where orders > 0 group by 1
            union all
            select unnest(array['currency:', 'sum:orders:', 'sum:total_spent:', 'sum:total_refunded:',
                    'sum:discount_received:']) || currency,
                unnest(array[count(*), sum(case when other_currencies is null then orders
                    else orders - (select sum((other ->> 'orders')::bigint)
                        from json_array_elements(other_currencies::json) other) end),
                    sum(total_spent), sum(total_refunded), sum(discount_received)])::bigint
            from selected where currency is not null group by currency""";

    /** What the buckets say. */
    private final class Measures {
        private final Map<String, Long> buckets = new TreeMap<>();

        Measures read(ResultSet row) throws SQLException {
            while (row.next()) {
                buckets.merge(row.getString(1), row.getLong(2), Long::sum);
            }
            return this;
        }

        CustomerStatistics statistics() {
            long total = of("all");
            long leads = of("orders:0");
            long customers = total - leads;
            long returning = customers - of("orders:1");
            String currency = mainCurrency();
            long spent = of("sum:total_spent:" + currency);
            Map<String, Money> byCurrency = new TreeMap<>();
            starting("currency:")
                    .forEach((code, count) -> byCurrency.put(code, new Money(of("sum:total_spent:" + code), code)));
            return new CustomerStatistics(
                    total,
                    fresh(),
                    total - of("inactive"),
                    of("inactive"),
                    of("account"),
                    total - of("account"),
                    leads,
                    customers,
                    returning,
                    customers == 0 ? 0 : (double) returning / customers,
                    of("sum:orders"),
                    of("sum:units"),
                    of("sum:returned_units"),
                    new Money(spent, currency),
                    new Money(of("sum:total_refunded:" + currency), currency),
                    new Money(of("sum:discount_received:" + currency), currency),
                    new Money(average(spent, of("sum:orders:" + currency)), currency),
                    byCurrency,
                    trend());
        }

        private long average(long amount, long count) {
            return count == 0
                    ? 0
                    : BigDecimal.valueOf(amount)
                            .divide(BigDecimal.valueOf(count), 0, RoundingMode.HALF_UP)
                            .longValueExact();
        }

        private long of(String bucket) {
            return buckets.getOrDefault(bucket, 0L);
        }

        private Map<String, Long> starting(String prefix) {
            Map<String, Long> found = new TreeMap<>();
            buckets.forEach((bucket, n) -> {
                if (bucket.startsWith(prefix) && n != 0) {
                    found.put(bucket.substring(prefix.length()), n);
                }
            });
            return found;
        }

        private String mainCurrency() {
            return starting("currency:").entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse(thresholds.currency());
        }

        private long fresh() {
            String since = View.freshSince(thresholds.newDays()).toString();
            return starting("first:").entrySet().stream()
                    .filter(day -> day.getKey().length() == since.length()
                            && day.getKey().compareTo(since) >= 0)
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        private List<Month> trend() {
            Map<String, Long> registered = starting("created:");
            Map<String, Long> firstOrders = new TreeMap<>();
            starting("first:").forEach((day, n) -> firstOrders.merge(day.substring(0, 7), n, Long::sum));
            List<Month> months = new ArrayList<>();
            YearMonth now = YearMonth.now(ZoneOffset.UTC);
            for (int ago = MONTHS - 1; ago >= 0; ago--) {
                String month = now.minusMonths(ago).toString();
                months.add(new Month(month, registered.getOrDefault(month, 0L), firstOrders.getOrDefault(month, 0L)));
            }
            return months;
        }
    }
}
