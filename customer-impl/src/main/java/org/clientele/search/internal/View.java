package org.clientele.search.internal;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.clientele.Problem;

/**
 * A shipped view: a condition on the summary, the order it comes in, and the counters that tell its total.
 *
 * @param counted SQL over {@code customer_count}, true for the buckets that add up to the total
 */
record View(Sql condition, String sort, Sql counted) {

    static View named(Optional<String> name, Thresholds thresholds) {
        return switch (name.orElse("all")) {
            case "all" -> of("true", "-createdAt", "bucket = 'all'");
            case "customers" -> of("s.orders > 0", "-createdAt", ordersAtLeast(1));
            case "leads", "potential" -> of("s.orders = 0", "-createdAt", "bucket = 'orders:0'");
            case "highest-value" -> of("s.orders > 0", "-totalSpent", ordersAtLeast(1));
            case "most-orders" -> of("s.orders > 0", "-orders", ordersAtLeast(1));
            case "most-returned-units" -> of("s.returned_units > 0", "-returnedUnits", "bucket = 'returns'");
            case "promo-codes" -> of("s.promo_codes <> '{}'", "-discountReceived", "bucket = 'promo-codes'");
            case "with-account" -> of("s.account", "-createdAt", "bucket = 'account'");
            case "without-account" -> of("not s.account and s.orders > 0", "-createdAt", "bucket = 'guest'");
            case "deactivated" -> of("not s.active", "-createdAt", "bucket = 'inactive'");
            case "loyal" ->
                of("s.orders >= " + thresholds.loyalOrders(), "-lastOrderAt", ordersAtLeast(thresholds.loyalOrders()));
            case "new" -> fresh(thresholds.newDays());
            default -> throw Problem.Invalid.at("?view", "view", "There is no such view.");
        };
    }

    /** Whole days, so that the counters by day are exact. */
    static LocalDate freshSince(int days) {
        return LocalDate.now(ZoneOffset.UTC).minusDays(days);
    }

    private static View fresh(int days) {
        String since = freshSince(days).toString();
        return new View(
                new Sql().add("s.first_order_at >= ?::timestamptz", since + "T00:00:00Z"),
                "-firstOrderAt",
                new Sql().add("bucket >= ? and bucket < 'first;'", "first:" + since));
    }

    private static View of(String condition, String sort, String counted) {
        return new View(new Sql().add(condition), sort, new Sql().add(counted));
    }

    private static String ordersAtLeast(int orders) {
        return "bucket like 'orders:%' and substring(bucket from 8)::integer >= " + orders;
    }
}
