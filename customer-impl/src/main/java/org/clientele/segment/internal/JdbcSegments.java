package org.clientele.segment.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.customer.CustomerQuery;
import org.clientele.customer.CustomerSearch;
import org.clientele.persistence.Transactions;
import org.clientele.search.internal.SegmentSearch;
import org.clientele.search.internal.SegmentSearch.Change;
import org.clientele.search.internal.SegmentSearch.Detail;
import org.clientele.segment.Segment;
import org.clientele.segment.Segment.Kind;
import org.clientele.segment.Segments;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Segments in the tables {@code segment} and {@code segment_member}. */
@Component
public final class JdbcSegments implements Segments {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_IDS = 10_000;
    private static final int SAMPLE = 10;

    private final Transactions transactions;
    private final Access access;
    private final CustomerSearch customers;
    private final SegmentSearch search;
    private final SegmentNews news;

    @Activate
    public JdbcSegments(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference CustomerSearch customers,
            @Reference SegmentSearch search,
            @Reference SegmentNews news) {
        this.transactions = transactions;
        this.access = access;
        this.customers = customers;
        this.search = search;
        this.news = news;
    }

    @Override
    public Page<Segment> list(Page.Request page) {
        return transactions.read(connection -> {
            SegmentRows rows = rows(connection);
            List<Segment> items = rows.list(page.size(), page.offset()).stream()
                    .map(row -> segment(row, false))
                    .toList();
            return Page.of(items, rows.count());
        });
    }

    @Override
    public Optional<Segment> find(UUID id) {
        return transactions.read(connection -> rows(connection).find(id)).map(row -> segment(row, true));
    }

    @Override
    public Segment create(Segment.Definition definition) {
        checkName(definition.name());
        boolean dynamic = definition.kind() == Kind.DYNAMIC;
        Optional<String> filter = definition.filter();
        if (dynamic && filter.isEmpty()) {
            throw Problem.Invalid.at("/filter", "required", "A dynamic segment has a filter.");
        }
        UUID id = Uuid7.next();
        return transactions.sql(connection -> {
            SegmentRows.lockDefinitions(connection);
            Set<UUID> uses = filter.map(text -> search.check(id, text)).orElse(Set.of());
            Page.Total count = dynamic ? search.count(filter.orElseThrow()) : new Page.Total(0, true);
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into customer.segment (id, name, kind, filter, seller_accounts, uses, members, members_exact)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?)")) {
                insert.setObject(1, id);
                insert.setString(2, definition.name());
                insert.setString(3, definition.kind().name().toLowerCase(Locale.ROOT));
                insert.setString(4, filter.orElse(null));
                insert.setArray(
                        5,
                        connection.createArrayOf(
                                "text",
                                access.caller().sellerAccounts().orElse(Set.of()).stream()
                                        .sorted()
                                        .toArray()));
                insert.setArray(6, connection.createArrayOf("uuid", dynamic ? uses.toArray() : new Object[0]));
                insert.setLong(7, count.items());
                insert.setBoolean(8, count.exact());
                insert.executeUpdate();
            }
            if (!dynamic && filter.isPresent()) {
                moved(connection, id, search.fill(connection, id, filter.get()));
            }
            return segment(rows(connection).get(id), true);
        });
    }

    @Override
    public Segment change(UUID id, OptionalLong version, String name, Optional<String> filter) {
        checkName(name);
        return transactions.sql(connection -> {
            SegmentRows.lockDefinitions(connection);
            SegmentRows.Row before = locked(connection, id, version);
            if (!filter.equals(before.filter())) {
                refilter(connection, before, filter);
            }
            try (PreparedStatement update = connection.prepareStatement(
                    "update customer.segment set name = ?, version = version + 1 where id = ?")) {
                update.setString(1, name);
                update.setObject(2, id);
                update.executeUpdate();
            }
            return segment(rows(connection).get(id), true);
        });
    }

    private void refilter(Connection connection, SegmentRows.Row before, Optional<String> filter) throws SQLException {
        if (before.kind() == Kind.STATIC) {
            throw Problem.Invalid.at("/filter", "read-only", "The members of a static segment are changed themselves.");
        } else if (filter.isEmpty()) {
            throw Problem.Invalid.at("/filter", "required", "A dynamic segment has a filter.");
        }
        Set<UUID> uses = search.check(before.id(), filter.get());
        Page.Total count = access.call(SegmentSearch.system(before.sellerAccounts()), () -> search.count(filter.get()));
        try (PreparedStatement update = connection.prepareStatement(
                "update customer.segment set filter = ?, uses = ?, members = ?, members_exact = ?, counted_at = now(),"
                        + " evaluated_at = null where id = ?")) {
            update.setString(1, filter.get());
            update.setArray(2, connection.createArrayOf("uuid", uses.toArray()));
            update.setLong(3, count.items());
            update.setBoolean(4, count.exact());
            update.setObject(5, before.id());
            update.executeUpdate();
        }
    }

    @Override
    public void remove(UUID id, OptionalLong version) {
        transactions.sql(connection -> {
            SegmentRows.lockDefinitions(connection);
            locked(connection, id, version);
            if (used(connection, id)) {
                throw new Problem.Conflict("in-use", "A view, a webhook or another segment names the segment.");
            }
            try (PreparedStatement delete = connection.prepareStatement("delete from customer.segment where id = ?")) {
                delete.setObject(1, id);
                return delete.executeUpdate();
            }
        });
    }

    private static boolean used(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select exists (select from customer.segment where uses @> array[?::uuid])"
                        + " or exists (select from customer.list_view where uses @> array[?::uuid])"
                        + " or exists (select from customer.webhook where uses @> array[?::uuid])")) {
            select.setObject(1, id);
            select.setObject(2, id);
            select.setObject(3, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    @Override
    public Segment.Preview preview(String filter) {
        CustomerQuery query = CustomerQuery.where(filter);
        Page.Request few = Page.Request.page(1, SAMPLE);
        var page = customers.page(query, few);
        return new Segment.Preview(page.total(), page.items());
    }

    @Override
    public long count(UUID id) {
        transactions.read(connection -> rows(connection).get(id));
        return search.countAll(SegmentSearch.filter(id));
    }

    @Override
    public boolean contains(UUID id, UUID customer) {
        transactions.read(connection -> rows(connection).get(id));
        return search.countAll(SegmentSearch.filter(id) + " and id eq \"" + customer + '"') > 0;
    }

    @Override
    public Segment.Explanation explain(UUID id, UUID customer) {
        transactions.read(connection -> rows(connection).get(id));
        Segment.Clause clause =
                search.explain(id, customer).orElseThrow(() -> new Problem.NotFound("There is no such customer."));
        return new Segment.Explanation(customer, clause.result() == Segment.Truth.TRUE, clause);
    }

    @Override
    public Segment add(UUID id, Segment.Members members) {
        return move(id, members, search::add);
    }

    @Override
    public Segment withdraw(UUID id, Segment.Members members) {
        return move(id, members, search::withdraw);
    }

    @Override
    public Segment replace(UUID id, Segment.Members members) {
        return move(id, members, search::replace);
    }

    /** What happens to the members of a static segment. */
    private interface Move {
        Change of(Connection connection, UUID segment, Segment.Members members, Detail detail) throws SQLException;
    }

    private Segment move(UUID id, Segment.Members members, Move move) {
        Problem.Invalid.check(checks -> checks.that(
                        members.filter().isEmpty() || members.ids().isEmpty(),
                        "/filter",
                        "members",
                        "Members are named by their ids or by a filter.")
                .that(members.ids().size() <= MOST_IDS, "/ids", "length", "At most " + MOST_IDS + " ids at once."));
        return transactions.sql(connection -> {
            SegmentRows.Row segment = locked(connection, id, OptionalLong.empty());
            if (segment.kind() == Kind.DYNAMIC) {
                throw new Problem.Conflict("dynamic", "The members of a dynamic segment follow from its filter.");
            }
            requireVisible(connection, members.ids());
            Change change = move.of(connection, id, members, news.wanted());
            moved(connection, id, change);
            news.tell(change);
            return segment(rows(connection).get(id), true);
        });
    }

    private void requireVisible(Connection connection, List<UUID> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        Set<UUID> unknown = new HashSet<>(ids);
        unknown.removeAll(search.visible(connection, ids));
        Problem.Invalid.check(checks -> {
            for (int i = 0; i < ids.size(); i++) {
                checks.that(!unknown.contains(ids.get(i)), "/ids/" + i, "customer", "There is no such customer.");
            }
        });
    }

    private static void moved(Connection connection, UUID id, Change change) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update customer.segment set members = members + ?, counted_at = now() where id = ?")) {
            update.setLong(1, change.difference(id));
            update.setObject(2, id);
            update.executeUpdate();
        }
    }

    private SegmentRows.Row locked(Connection connection, UUID id, OptionalLong version) throws SQLException {
        SegmentRows.Row row = rows(connection).lock(id, version);
        Optional<Set<String>> own = access.caller().sellerAccounts();
        if (own.isPresent() && (row.sellerAccounts().isEmpty() || !own.get().containsAll(row.sellerAccounts()))) {
            throw new Problem.Forbidden(
                    "all-seller-accounts", "The segment holds for seller accounts that are not the caller's.");
        }
        return row;
    }

    private SegmentRows rows(Connection connection) {
        return new SegmentRows(connection, access.caller().sellerAccounts());
    }

    /** @param counting whether it is worth a count that is not stored */
    private Segment segment(SegmentRows.Row row, boolean counting) {
        Optional<String> reason =
                row.kind() == Kind.DYNAMIC ? search.broken(row.id(), row.sellerAccounts()) : Optional.empty();
        Optional<Set<String>> own = access.caller().sellerAccounts();
        boolean stored =
                own.isEmpty() || (!row.sellerAccounts().isEmpty() && own.get().containsAll(row.sellerAccounts()));
        Optional<Page.Total> count = Optional.empty();
        if (stored) {
            count = Optional.of(new Page.Total(row.members(), row.exact()));
        } else if (counting && reason.isEmpty() && access.caller().may("customers.pii:read")) {
            count = Optional.of(search.count(SegmentSearch.filter(row.id())));
        }
        return new Segment(
                row.id(),
                row.name(),
                row.filter(),
                row.kind(),
                reason.isEmpty() ? Segment.State.ACTIVE : Segment.State.SUSPENDED,
                reason,
                count.map(Page.Total::items),
                count.map(Page.Total::exact).orElse(true) ? Segment.CountKind.EXACT : Segment.CountKind.ESTIMATE,
                stored ? Optional.of(row.countedAt()) : Optional.empty(),
                row.sellerAccounts(),
                row.createdAt(),
                row.version());
    }

    static void checkName(String name) {
        Problem.Invalid.check(checks -> checks.that(
                !name.isBlank()
                        && name.codePointCount(0, name.length()) <= LONGEST_NAME
                        && name.chars().noneMatch(Character::isISOControl),
                "/name",
                "length",
                "A name has 1 to " + LONGEST_NAME + " printable characters."));
    }
}
