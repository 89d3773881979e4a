package org.clientele.search.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.clientele.Page;

/**
 * How many customers a selection has: from the counters where they tell it, counted up to a limit, estimated by the planner
 * above it. Thread-safe.
 */
final class Totals {
    private static final Pattern ROWS = Pattern.compile("\"Plan Rows\": (\\d+)");

    private final long limit;
    // A selection found to be large is taken for large for a while: finding out again costs more than the rest of the
    // page.
    private final Cache<String, Page.Total> large = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofSeconds(30))
            .build();

    Totals(long limit) {
        this.limit = limit;
    }

    long limit() {
        return limit;
    }

    Optional<Page.Total> knownToBeLarge(Selection selection) {
        return Optional.ofNullable(large.getIfPresent(selection.key()));
    }

    Page.Total of(Connection connection, Selection selection) throws SQLException {
        Optional<Sql> counters = selection.counters();
        if (counters.isPresent()) {
            return new Page.Total(Statements.number(connection, counters.get(), true), true);
        }
        Optional<Page.Total> known = knownToBeLarge(selection);
        if (known.isPresent()) {
            return known.get();
        }
        Sql bounded = new Sql()
                .add("select count(*) from (select 1")
                .add(from(selection))
                .add(" limit " + (limit + 1) + ") counted");
        long counted = Statements.number(connection, bounded, false);
        return counted <= limit ? new Page.Total(counted, true) : estimate(connection, selection);
    }

    /** For a selection that has more than the limit. */
    Page.Total estimate(Connection connection, Selection selection) throws SQLException {
        Sql explain = new Sql().add("explain (format json) select 1").add(from(selection));
        String plan = Statements.query(connection, explain, false, result -> {
            result.next();
            return result.getString(1);
        });
        Matcher rows = ROWS.matcher(plan);
        long estimated = rows.find() ? Long.parseLong(rows.group(1)) : 0;
        Page.Total total = new Page.Total(Math.max(estimated, limit + 1), false);
        large.put(selection.key(), total);
        return total;
    }

    private static Sql from(Selection selection) {
        Sources sources = selection.sources();
        Sql condition = selection.condition(sources);
        return new Sql()
                .add(selection.ofCustomersOnly() ? new Sql().add(Sources.CUSTOMERS_ONLY) : sources.from())
                .add(condition);
    }
}
