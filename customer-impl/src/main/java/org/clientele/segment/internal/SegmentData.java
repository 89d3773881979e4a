package org.clientele.segment.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.access.Access;
import org.clientele.customer.CustomerData;
import org.clientele.customer.MergeLedger;
import org.clientele.customer.SubjectExport;
import org.clientele.persistence.Transactions;
import org.clientele.search.internal.SegmentSearch;
import org.clientele.search.internal.SegmentSearch.Change;
import org.clientele.segment.Segment;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whoever becomes part of another stands for the other in static segments; dynamic ones follow by themselves. */
@Component(service = CustomerData.class)
public final class SegmentData implements CustomerData {
    private static final String LEFT = "left";
    private static final String REPLACED = "replaced";

    private final Transactions transactions;
    private final Access access;
    private final SegmentSearch search;
    private final SegmentNews news;

    @Activate
    public SegmentData(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference SegmentSearch search,
            @Reference SegmentNews news) {
        this.transactions = transactions;
        this.access = access;
        this.search = search;
        this.news = news;
    }

    @Override
    public void merge(MergeLedger ledger) {
        everywhere(connection -> {
            for (UUID segment : segmentsOf(connection, ledger.from())) {
                change(connection, segment, search.withdraw(connection, segment, only(ledger.from()), news.wanted()));
                long more = change(
                        connection, segment, search.add(connection, segment, only(ledger.into()), news.wanted()));
                ledger.note(more > 0 ? REPLACED : LEFT, segment.toString());
            }
        });
    }

    @Override
    public void unmerge(MergeLedger ledger) {
        everywhere(connection -> {
            for (String kind : List.of(LEFT, REPLACED)) {
                for (String noted : ledger.noted(kind)) {
                    UUID segment = UUID.fromString(noted);
                    if (!exists(connection, segment)) {
                        continue;
                    }
                    change(connection, segment, search.add(connection, segment, only(ledger.from()), news.wanted()));
                    if (kind.equals(REPLACED)) {
                        change(
                                connection,
                                segment,
                                search.withdraw(connection, segment, only(ledger.into()), news.wanted()));
                    }
                }
            }
        });
    }

    @Override
    public void export(SubjectExport export) {
        export.query("customer.segment_member", """
                select m.segment_id, s.name as segment, s.kind
                from customer.segment_member m join customer.segment s on s.id = m.segment_id where m.customer_id = ? order by 1""", export.customer());
    }

    @FunctionalInterface
    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void everywhere(Work work) {
        access.call(
                SegmentSearch.system(List.of()),
                () -> transactions.<Boolean>sql(connection -> {
                    work.on(connection);
                    return true;
                }));
    }

    private static Segment.Members only(UUID customer) {
        return new Segment.Members(List.of(customer), Optional.empty());
    }

    private static List<UUID> segmentsOf(Connection connection, UUID customer) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select g.id from customer.segment_member m join customer.segment g on g.id = m.segment_id
                where m.customer_id = ? and g.kind = 'static' order by g.id for no key update of g""")) {
            select.setObject(1, customer);
            try (ResultSet rows = select.executeQuery()) {
                List<UUID> segments = new ArrayList<>();
                while (rows.next()) {
                    segments.add(rows.getObject(1, UUID.class));
                }
                return segments;
            }
        }
    }

    private static boolean exists(Connection connection, UUID segment) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select from customer.segment where id = ? for no key update")) {
            select.setObject(1, segment);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** @return how many more it has */
    private long change(Connection connection, UUID segment, Change change) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update customer.segment set members = members + ?, counted_at = now() where id = ?")) {
            update.setLong(1, change.difference(segment));
            update.setObject(2, segment);
            update.executeUpdate();
        }
        news.tell(change);
        return change.difference(segment);
    }
}
