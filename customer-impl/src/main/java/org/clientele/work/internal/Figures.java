package org.clientele.work.internal;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.clientele.persistence.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Figures that the database knows, read all together by one statement when somebody looks, at most every fifteen seconds. While the
 * database does not answer they are not there ({@code NaN}). Thread-safe once bound.
 */
public final class Figures {
    /** Nobody has to count further: whatever is above is as bad. */
    public static final int MOST = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(Figures.class);
    private static final Duration FRESH = Duration.ofSeconds(15);

    private final Transactions transactions;
    private final Duration fresh;
    private final List<Figure> figures = new ArrayList<>();
    private double[] values = {};
    private long readAt;

    private record Figure(String name, String description, String sql, boolean counts) {}

    public Figures(Transactions transactions) {
        this(transactions, FRESH);
    }

    Figures(Transactions transactions, Duration fresh) {
        this.transactions = transactions;
        this.fresh = fresh;
    }

    /** @param sql of one value; it has to be answered by an index */
    public Figures gauge(String name, String description, String sql) {
        figures.add(new Figure(name, description, sql, false));
        return this;
    }

    /** The same for what only grows. */
    public Figures counter(String name, String description, String sql) {
        figures.add(new Figure(name, description, sql, true));
        return this;
    }

    /** How many rows there are, up to {@link #MOST}. */
    public Figures rows(String name, String description, String fromWhere) {
        return gauge(
                name,
                description + ", at most " + MOST,
                "select count(*) from (select " + fromWhere + " limit " + MOST + ") counted");
    }

    /** Seconds since what a select of one time says; 0 if it finds none. */
    public Figures age(String name, String description, String time) {
        return gauge(
                name,
                description,
                "select coalesce(greatest(0, extract(epoch from clock_timestamp() - (" + time + "))), 0)");
    }

    public void bindTo(MeterRegistry registry) {
        for (int i = 0; i < figures.size(); i++) {
            Figure figure = figures.get(i);
            int n = i;
            // One from before this bundle was stopped watches nothing any more.
            Meter before = registry.find(figure.name()).meter();
            if (before != null) {
                registry.remove(before);
            }
            if (figure.counts()) {
                FunctionCounter.builder(figure.name(), this, figures -> figures.value(n))
                        .description(figure.description())
                        .register(registry);
            } else {
                Gauge.builder(figure.name(), this, figures -> figures.value(n))
                        .description(figure.description())
                        .register(registry);
            }
        }
    }

    private synchronized double value(int figure) {
        if (values.length == 0 || System.nanoTime() - readAt > fresh.toNanos()) {
            values = read();
            readAt = System.nanoTime();
        }
        return values[figure];
    }

    private double[] read() {
        String sql = figures.stream()
                .map(figure -> "(" + figure.sql() + ")::float8")
                .collect(Collectors.joining(", ", "select ", ""));
        try {
            return transactions.read(connection -> {
                try (Statement select = connection.createStatement();
                        ResultSet row = select.executeQuery(sql)) {
                    row.next();
                    double[] read = new double[figures.size()];
                    for (int i = 0; i < read.length; i++) {
                        double value = row.getDouble(i + 1);
                        read[i] = row.wasNull() ? Double.NaN : value;
                    }
                    return read;
                }
            });
        } catch (RuntimeException e) {
            LOG.debug("Figures cannot be read", e);
            double[] none = new double[figures.size()];
            Arrays.fill(none, Double.NaN);
            return none;
        }
    }
}
