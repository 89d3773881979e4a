package org.clientele.note.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.clientele.customer.TimelineSource;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** When somebody wrote a note; what it says stays with the notes. */
@Component(service = TimelineSource.class)
public final class NoteTimeline implements TimelineSource {
    private final Transactions transactions;

    @Activate
    public NoteTimeline(@Reference(target = "(schema=customer)") Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<Entry> entries(UUID customer, Instant before, int limit) {
        return transactions.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select created_at, author_name, id from customer.note
                    where customer_id = ? and created_at < ? order by created_at desc, id desc limit ?""")) {
                select.setObject(1, customer);
                select.setObject(2, before.atOffset(ZoneOffset.UTC));
                select.setInt(3, limit);
                try (ResultSet rows = select.executeQuery()) {
                    List<Entry> entries = new ArrayList<>();
                    while (rows.next()) {
                        entries.add(new Entry(
                                rows.getObject(1, OffsetDateTime.class).toInstant(),
                                "note",
                                "Note by " + rows.getString(2),
                                "/api/admin/v1/customers/" + customer + "/notes/" + rows.getObject(3, UUID.class)));
                    }
                    return entries;
                }
            }
        });
    }
}
