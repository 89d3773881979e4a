package org.clientele.search.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attributes;
import org.clientele.customer.CustomerQuery;
import org.clientele.persistence.Transactions;
import org.clientele.segment.Segment;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What segments need of the search: everything as the caller of the thread, but {@link #broken}. Thread-safe. */
@Component(service = SegmentSearch.class)
public final class SegmentSearch {
    /** The tables whose changes are followed, see {@code segment_touched}. */
    private static final Set<String> WATCHED =
            Set.of("customer", "customer_summary", "address", "company_member", "segment_member");

    private static final String NOTHING = "\n";
    /** Has the segments that name static ones look at those who came or went. */
    private static final String TOUCHING = """
            , touched as (
                insert into customer.segment_touched (customer_id)
                select customer_id from came union all select customer_id from gone
            )
            """;

    private final Transactions transactions;
    private final Access access;
    private final JdbcCustomerSearch search;

    @Activate
    public SegmentSearch(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference JdbcCustomerSearch search) {
        this.transactions = transactions;
        this.access = access;
        this.search = search;
    }

    /** The filter that stands for a segment. */
    public static String filter(UUID segment) {
        return "segments eq \"" + segment + '"';
    }

    /**
     * Holds a filter that is to be saved against what there is now.
     *
     * @param segment that is to get it
     * @return the segments that it names
     * @throws Problem.Invalid if it cannot be understood or would name the segment itself
     */
    public Set<UUID> check(UUID segment, String filter) {
        Filter read = FilterReader.read(filter);
        everybody().where(new SegmentReferences(search.saved(), access.caller(), segment).resolved(read));
        return SegmentReferences.in(read);
    }

    /** Why a segment cannot be evaluated now, if so. */
    public Optional<String> broken(UUID segment, List<String> sellerAccounts) {
        try {
            return access.call(system(sellerAccounts), () -> {
                search.select(CustomerQuery.where(filter(segment)));
                return Optional.empty();
            });
        } catch (Problem.Invalid | Problem.Conflict gone) {
            return Optional.of(String.valueOf(gone.getMessage()));
        }
    }

    /** The platform itself, for the customers of some seller accounts; of all if there are none. */
    public static Caller system(List<String> sellerAccounts) {
        Caller all = Caller.system("customer-impl");
        return sellerAccounts.isEmpty()
                ? all
                : new Caller(all.id(), all.name(), all.scopes(), Optional.of(Set.copyOf(sellerAccounts)));
    }

    /** Counted up to a limit, estimated above. */
    public Page.Total count(String filter) {
        return search.count(CustomerQuery.where(filter));
    }

    /** Counted however many there are. */
    public long countAll(String filter) {
        Selection selection = search.select(CustomerQuery.where(filter));
        Sources sources = selection.sources();
        Sql condition = selection.condition(sources);
        Sql sql = new Sql().add("select count(*)").add(sources.from()).add(condition);
        return transactions.read(connection -> Statements.number(connection, sql, false));
    }

    /** Those of the customers whom the caller may see. */
    public Set<UUID> visible(Connection connection, List<UUID> customers) throws SQLException {
        Sql sql = new Sql().add("select s.customer_id").add(among(everybody().sources(), customers));
        return Statements.query(connection, sql, false, row -> {
            Set<UUID> found = new java.util.HashSet<>();
            while (row.next()) {
                found.add(row.getObject(1, UUID.class));
            }
            return found;
        });
    }

    /** What each clause of a segment is for a customer; empty if the caller may not see the customer. */
    public Optional<Segment.Clause> explain(UUID segment, UUID customer) {
        Selection selection = search.select(CustomerQuery.where(filter(segment)));
        Filter whole = selection.filters().get(0);
        Filter filter = whole instanceof Filter.Saved saved ? saved.filter() : whole;
        return transactions.read(connection -> Clauses.of(connection, selection, filter, customer));
    }

    /** What is to be known of a change. A million who came are not read for nobody. */
    public enum Detail {
        NUMBERS,
        CUSTOMERS
    }

    /** Puts those who fulfil a filter into a segment that nobody names yet. */
    public Change fill(Connection connection, UUID segment, String filter) throws SQLException {
        return change(connection, matching(segment, matched(filter)), new Sql().add("false"), Detail.NUMBERS, NOTHING);
    }

    /**
     * Puts customers into a static segment: those named, or those who fulfil a filter. The segments that name it look at those who
     * came or went, as after all that changes static ones.
     */
    public Change add(Connection connection, UUID segment, Segment.Members members, Detail detail) throws SQLException {
        return change(connection, matching(segment, customers(members)), new Sql().add("false"), detail, TOUCHING);
    }

    /** Takes them out. */
    public Change withdraw(Connection connection, UUID segment, Segment.Members members, Detail detail)
            throws SQLException {
        Sql scope = new Sql()
                .add("m.segment_id = ? and m.customer_id in (select s.customer_id", segment)
                .add(customers(members))
                .add(")");
        return change(connection, nobody(), scope, detail, TOUCHING);
    }

    /** Makes them the only ones that the caller sees in it. */
    public Change replace(Connection connection, UUID segment, Segment.Members members, Detail detail)
            throws SQLException {
        Sql scope = new Sql().add("m.segment_id = ?", segment);
        if (access.caller().sellerAccounts().isPresent()) {
            scope.add(" and m.customer_id in (select s.customer_id")
                    .add(everybody().sources().from())
                    .add(")");
        }
        return change(connection, matching(segment, customers(members)), scope, detail, TOUCHING);
    }

    /** Makes the members of a segment what its filter says now. */
    public Change evaluate(UUID segment, Detail detail) {
        return transactions.sql(connection -> change(
                connection,
                matching(segment, matched(filter(segment))),
                new Sql().add("m.segment_id = ?", segment),
                detail,
                NOTHING));
    }

    /**
     * The same for a few customers and some segments at once.
     *
     * @param broken takes those that cannot be evaluated now; nothing happens to them
     */
    public Change evaluate(List<UUID> segments, List<UUID> customers, Detail detail, Consumer<UUID> broken) {
        Selection everybody = everybody();
        Sources sources = everybody.sources();
        Sql columns = new Sql();
        List<UUID> evaluated = new ArrayList<>();
        for (UUID segment : segments) {
            try {
                Filter filter = search.select(CustomerQuery.where(filter(segment)))
                        .filters()
                        .get(0);
                columns.add(columns.isEmpty() ? "" : ", ")
                        .add("case when ")
                        .add(FilterSql.of(filter, everybody.attributes()::find, sources))
                        .add(" then ?::uuid end", segment);
                evaluated.add(segment);
            } catch (Problem.Invalid | Problem.Conflict gone) {
                broken.accept(segment);
            }
        }
        if (evaluated.isEmpty()) {
            return new Change(Map.of(), Map.of(), Map.of());
        }
        Sql matching = new Sql()
                .add("select unnest(array_remove(array[")
                .add(columns)
                .add("], null)) as segment_id, s.customer_id")
                .add(among(sources, customers));
        Sql scope = new Sql()
                .add("m.segment_id = any(?::uuid[])", texts(evaluated))
                .add(" and m.customer_id = any(?::uuid[])", texts(customers));
        return transactions.sql(connection -> change(connection, matching, scope, detail, NOTHING));
    }

    /** Takes customers that are gone out of the static segments. */
    public Change forgetPurged(Connection connection, List<UUID> customers, Detail detail) throws SQLException {
        Sql scope = new Sql()
                .add("m.customer_id = any(?::uuid[])", texts(customers))
                .add(" and m.segment_id in (select id from customer.segment where kind = 'static')"
                        + " and not exists (select from customer.customer c where c.id = m.customer_id)");
        return change(connection, nobody(), scope, detail, NOTHING);
    }

    /** Whether its customers change without a write to what is watched: with the time, or in tables of plugins. */
    public boolean needsClock(UUID segment, List<String> sellerAccounts) {
        return access.call(system(sellerAccounts), () -> {
            Selection selection = search.select(CustomerQuery.where(filter(segment)));
            return selection.filters().stream().anyMatch(filter -> unwatched(filter, selection.attributes()));
        });
    }

    private static boolean unwatched(Filter filter, Attributes attributes) {
        if (filter instanceof Filter.Comparison comparison) {
            return comparison.literal().text().startsWith("now")
                    || unwatched(comparison.path().name(), attributes);
        } else if (filter instanceof Filter.Present present) {
            return unwatched(present.path().name(), attributes);
        } else if (filter instanceof Filter.Within within) {
            return unwatched(within.path().name(), attributes) || unwatchedTime(within.inner());
        }
        return Clauses.parts(filter).stream().anyMatch(part -> unwatched(part, attributes));
    }

    private static boolean unwatchedTime(Filter filter) {
        return filter instanceof Filter.Comparison comparison
                ? comparison.literal().text().startsWith("now")
                : Clauses.parts(filter).stream().anyMatch(SegmentSearch::unwatchedTime);
    }

    private static boolean unwatched(String name, Attributes attributes) {
        Attribute.Source source = attributes
                .find(name)
                .or(() -> attributes.find(name.substring(0, Math.max(name.indexOf('.'), 0))))
                .orElseThrow(() -> new IllegalStateException(name))
                .source();
        return name.equals("age") || !source.schema().equals("customer") || !WATCHED.contains(source.table());
    }

    private Sql matched(String filter) {
        Selection selection = search.select(CustomerQuery.where(filter));
        Sources sources = selection.sources();
        Sql condition = selection.condition(sources);
        return new Sql().add(sources.from()).add(condition);
    }

    private static Sql nobody() {
        return new Sql().add("select null::uuid as segment_id, null::uuid as customer_id where false");
    }

    private static List<String> texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
    }

    private Sql customers(Segment.Members members) {
        if (members.filter().isEmpty()) {
            return among(everybody().sources(), members.ids());
        }
        return matched(members.filter().get());
    }

    private Selection everybody() {
        return search.select(CustomerQuery.all().fields("id"));
    }

    private static Sql among(Sources sources, List<UUID> customers) {
        return sources.from().add(" and s.customer_id = any(?::uuid[])", texts(customers));
    }

    private static Sql matching(UUID segment, Sql customers) {
        return new Sql()
                .add("select ?::uuid as segment_id, s.customer_id", segment)
                .add(customers);
    }

    /**
     * Who came and who went, by segment.
     *
     * @param differences how many more each has that anybody came to or went from
     * @param came empty, as is {@code gone}, if only {@link Detail#NUMBERS} were wanted
     */
    public record Change(Map<UUID, Long> differences, Map<UUID, List<UUID>> came, Map<UUID, List<UUID>> gone) {
        /** How many more a segment has. */
        public long difference(UUID segment) {
            return differences.getOrDefault(segment, 0L);
        }
    }

    /**
     * Makes {@code segment_member} hold what matches.
     *
     * @param matching a select of {@code segment_id} and {@code customer_id}
     * @param scope which rows {@code m} go unless they match
     * @param also what else happens to those who {@code came} or are {@code gone}
     */
    private static Change change(Connection connection, Sql matching, Sql scope, Detail detail, String also)
            throws SQLException {
        Sql sql = new Sql()
                .add("with matching as materialized (")
                .add(matching)
                .add("), gone as (delete from customer.segment_member m where ")
                .add(scope)
                .add("""
                         and not exists (select from matching x
                            where x.segment_id = m.segment_id and x.customer_id = m.customer_id)
                        returning m.segment_id, m.customer_id
                    ), came as (
                        insert into customer.segment_member (segment_id, customer_id)
                        select x.segment_id, x.customer_id from matching x where not exists (select from
                            customer.segment_member m where m.segment_id = x.segment_id and m.customer_id = x.customer_id)
                        on conflict do nothing returning segment_id, customer_id
                    )""")
                .add(also)
                .add(detail == Detail.CUSTOMERS ? """
                    select segment_id, 1, customer_id from came
                    union all select segment_id, -1, customer_id from gone""" : """
                    select segment_id, count(*), null::uuid from came group by 1
                    union all select segment_id, -count(*), null::uuid from gone group by 1""");
        return Statements.inPortions(connection, sql, SegmentSearch::changed);
    }

    private static Change changed(ResultSet row) throws SQLException {
        Map<UUID, Long> differences = new LinkedHashMap<>();
        Map<UUID, List<UUID>> came = new LinkedHashMap<>();
        Map<UUID, List<UUID>> gone = new LinkedHashMap<>();
        while (row.next()) {
            UUID segment = row.getObject(1, UUID.class);
            long more = row.getLong(2);
            differences.merge(segment, more, Long::sum);
            UUID customer = row.getObject(3, UUID.class);
            if (customer != null) {
                (more > 0 ? came : gone)
                        .computeIfAbsent(segment, any -> new ArrayList<>())
                        .add(customer);
            }
        }
        return new Change(differences, came, gone);
    }
}
