package org.clientele.merge.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.clientele.access.Access;
import org.clientele.customer.TimelineSource;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who became part of a customer, and who left it again. */
@Component(service = TimelineSource.class)
public final class MergeTimeline implements TimelineSource {
    private final Transactions transactions;
    private final Access access;

    @Activate
    public MergeTimeline(@Reference(target = "(schema=customer)") Transactions transactions, @Reference Access access) {
        this.transactions = transactions;
        this.access = access;
    }

    @Override
    public List<Entry> entries(UUID customer, Instant before, int limit) {
        return transactions.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select e.at, e.kind, e.name, m.id,
                        (select string_agg(s.reference, ', ' order by s.position) from customer.merge_source s
                            where s.merge_id = m.id)
                    from customer.merge m, lateral (values ('merge', m.merged_at, m.merged_by_name),
                        ('merge-undone', m.undone_at, m.undone_by_name)) e (kind, at, name)
                    where m.into_id = ? and e.at < ?
                        and (?::text[] is null or not exists (select from customer.merge_source s
                            where s.merge_id = m.id and not s.seller_accounts <@ ?::text[]))
                    order by e.at desc, e.kind, m.id desc limit ?""")) {
                java.sql.Array own = access.caller().sellerAccounts().isEmpty()
                        ? null
                        : connection.createArrayOf(
                                "text", access.caller().sellerAccounts().get().toArray());
                select.setObject(1, customer);
                select.setObject(2, before.atOffset(ZoneOffset.UTC));
                select.setArray(3, own);
                select.setArray(4, own);
                select.setInt(5, limit);
                try (ResultSet rows = select.executeQuery()) {
                    List<Entry> entries = new ArrayList<>();
                    while (rows.next()) {
                        entries.add(new Entry(
                                rows.getObject(1, OffsetDateTime.class).toInstant(),
                                rows.getString(2),
                                (rows.getString(2).equals("merge") ? "Merged with " : "Unmerged from ")
                                        + rows.getString(5) + " by " + rows.getString(3),
                                "/api/admin/v1/merges/" + rows.getObject(4, UUID.class)));
                    }
                    return entries;
                }
            }
        });
    }
}
