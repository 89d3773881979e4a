package org.clientele.search.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attributes;
import org.clientele.customer.CustomerQuery;
import org.clientele.customer.CustomerRow;
import org.clientele.customer.CustomerSearch;
import org.clientele.customer.CustomerStatistics;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.postgresql.PGStatement;

/** Composes SQL from the attributes that a query names, and runs it past the entities. */
@Component(
        service = {CustomerSearch.class, JdbcCustomerSearch.class},
        configurationPid = "org.clientele.search")
@Designate(ocd = SearchConfig.class)
public final class JdbcCustomerSearch implements CustomerSearch {
    private static final String PERSONAL = "customers.pii:read";
    private static final int ROWS_AT_A_TIME = 500;
    private static final RowFormat<CustomerRow> VALUES = new ValueRows();

    private final Transactions transactions;
    private final Access access;
    private final Attributes attributes;
    private final ColumnChoice columns;
    private final Thresholds thresholds;
    private final SavedQueries saved;
    private final Totals totals;
    private final KeptRows kept;
    private final RowsById rowsById;

    @Activate
    public JdbcCustomerSearch(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference Attributes attributes,
            SearchConfig config) {
        this(transactions, access, attributes, Thresholds.of(config));
    }

    private JdbcCustomerSearch(Transactions transactions, Access access, Attributes attributes, Thresholds thresholds) {
        this.transactions = transactions;
        this.access = access;
        this.attributes = attributes;
        this.columns = new ColumnChoice(attributes, thresholds.currency());
        this.thresholds = thresholds;
        this.saved = new SavedQueries(transactions);
        this.kept = new KeptRows(thresholds.keptBytes());
        this.rowsById = new RowsById(transactions);
        this.totals = new Totals(thresholds.countLimit());
    }

    /** With the usual thresholds, and totals counted up to a limit. */
    public static JdbcCustomerSearch counting(
            Transactions transactions, Access access, Attributes attributes, int limit) {
        return new JdbcCustomerSearch(transactions, access, attributes, new Thresholds(30, 3, limit, "EUR", 1 << 20));
    }

    @Override
    public Page<CustomerRow> page(CustomerQuery query, Page.Request page) {
        Selection selection = select(query);
        return page(selection, page, new WholeRows<>(selection.columns(), VALUES));
    }

    /** Like {@link #page}, as the JSON of answers. */
    public Page<JsonRow> pageOfJson(CustomerQuery query, Page.Request page) {
        Selection selection = select(query);
        return page(selection, page, kept.of(selection));
    }

    private <T> Page<T> page(Selection selection, Page.Request page, PageRows<T> rows) {
        PageQuery<T> pageQuery = new PageQuery<>(selection, rows, page, totals);
        return transactions.read(pageQuery::run);
    }

    @Override
    public Optional<CustomerRow> find(UUID id, List<String> fields) {
        return rowsById.find(selectById(fields), id, VALUES);
    }

    /** All that the caller may see of a customer, as the JSON of answers. */
    public Optional<JsonRow> findJson(UUID id) {
        return findJson(id, ColumnChoice.EVERYTHING);
    }

    /** Like {@link #find}, as the JSON of answers. */
    public Optional<JsonRow> findJson(UUID id, List<String> fields) {
        return rowsById.json(selectById(fields), id);
    }

    private Selection selectById(List<String> fields) {
        return select(CustomerQuery.all().fields(fields.toArray(String[]::new)));
    }

    @Override
    public List<Attribute> columns(CustomerQuery query) {
        return select(query).columns().wanted();
    }

    @Override
    public Page.Total count(CustomerQuery query) {
        Selection selection = select(query);
        return transactions.read(connection -> totals.of(connection, selection));
    }

    @Override
    public CustomerStatistics statistics(CustomerQuery query) {
        StatisticsQuery statistics = new StatisticsQuery(select(query), thresholds);
        return transactions.read(statistics::run);
    }

    @Override
    public void forEach(CustomerQuery query, Consumer<CustomerRow> rows) {
        Selection selection = select(query);
        Sources sources = selection.sources();
        Sql condition = selection.condition(sources);
        SortOrder order = selection.order(sources);
        // Whoever takes the rows may walk once more, in the same transaction.
        String name =
                "customers_" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        // A cursor is planned for its first rows to come soon, where an index has them in this order.
        Sql cursor = new Sql()
                .add("declare " + name + " no scroll cursor for select ")
                .add(selection.columns().select(sources))
                .add(sources.from())
                .add(condition)
                .add(order.orderBy(false));
        transactions.<Boolean>sql(connection -> {
            // Whoever takes the rows may be slow, and so may be the sort of a million.
            connection.setNetworkTimeout(Runnable::run, 0);
            try (Statement settings = connection.createStatement()) {
                settings.execute("set local statement_timeout = 0");
                settings.execute("set local idle_in_transaction_session_timeout = '10min'");
            }
            // One statement reads one snapshot, however long its cursor lives.
            try (PreparedStatement declare = cursor.prepare(connection)) {
                declare.execute();
            }
            try (PreparedStatement fetch = connection.prepareStatement("fetch " + ROWS_AT_A_TIME + " from " + name)) {
                // From the first row on: times as numbers are read several times as fast as texts.
                fetch.unwrap(PGStatement.class).setPrepareThreshold(-1);
                while (fetched(fetch, selection, rows) == ROWS_AT_A_TIME) {
                    // There may be more.
                }
            }
            try (Statement close = connection.createStatement()) {
                close.execute("close " + name);
            }
            return true;
        });
    }

    private static int fetched(PreparedStatement fetch, Selection selection, Consumer<CustomerRow> rows)
            throws SQLException {
        int count = 0;
        try (ResultSet row = fetch.executeQuery()) {
            RowFormat.Reader<CustomerRow> reader = selection.columns().reader(row, VALUES);
            while (row.next()) {
                rows.accept(reader.read());
                count++;
            }
        }
        return count;
    }

    /** Refuses a query that {@link #keep} would not understand. */
    public void check(CustomerQuery query) {
        select(query);
    }

    /**
     * Keeps whom the query finds at this moment as the {@code bulk_item}s of an operation, numbered in the order of their ids,
     * without any of them passing through here.
     *
     * @return how many there are
     */
    public long keep(CustomerQuery query, UUID operation) {
        Selection selection = select(query);
        Sources sources = selection.sources();
        Sql condition = selection.condition(sources);
        Sql sql = new Sql()
                .add(
                        "insert into customer.bulk_item (operation_id, position, customer_id)"
                                + " select ?, row_number() over (order by found.customer_id), found.customer_id"
                                + " from (select s.customer_id",
                        operation)
                .add(sources.from())
                .add(condition)
                .add(") found");
        return transactions.sql(connection -> {
            // A million rows take longer than what people wait for.
            connection.setNetworkTimeout(Runnable::run, 0);
            try (Statement settings = connection.createStatement()) {
                settings.execute("set local statement_timeout = 0");
            }
            try (PreparedStatement insert = sql.prepare(connection)) {
                return insert.executeLargeUpdate();
            }
        });
    }

    Selection select(CustomerQuery query) {
        Caller caller = access.caller();
        try {
            return Selection.of(query, caller, attributes, columns, thresholds, saved);
        } catch (Problem.Conflict suspended) {
            if (caller.may(PERSONAL)) {
                throw suspended;
            }
            // Nothing is gone if somebody else sees it.
            access.call(
                    new Caller(caller.id(), caller.name(), Set.of("*"), caller.sellerAccounts()),
                    () -> Selection.of(query, access.caller(), attributes, columns, thresholds, saved));
            throw new Problem.Forbidden(
                    "scope-missing",
                    "What was saved names personal attributes; this needs the scope " + PERSONAL + ".");
        }
    }

    /** How many rows a page of a saved view has, if it says so. */
    public Optional<Integer> usualSize(CustomerQuery query) {
        return query.view().flatMap(SavedView::id).flatMap(id -> saved.view(id, access.caller())
                .size());
    }

    SavedQueries saved() {
        return saved;
    }
}
