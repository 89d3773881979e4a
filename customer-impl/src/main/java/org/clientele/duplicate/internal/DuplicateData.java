package org.clientele.duplicate.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.clientele.customer.CustomerData;
import org.clientele.customer.MergeLedger;
import org.clientele.customer.SubjectExport;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whoever is known not to be a merged customer is known not to be the survivor. */
@Component(service = CustomerData.class)
public final class DuplicateData implements CustomerData {
    private static final String DISMISSED = "dismissed";
    private static final String TABLE = "customer.duplicate_dismissal";

    private final Transactions transactions;

    @Activate
    public DuplicateData(@Reference(target = "(schema=customer)") Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void erase(UUID customer) {
        run(
                List.of(
                        "delete from customer.match_key where customer_id = ?",
                        "delete from customer.duplicate where first_id = ?",
                        "delete from customer.duplicate where second_id = ?",
                        "delete from customer.duplicate_dismissal where first_id = ?",
                        "delete from customer.duplicate_dismissal where second_id = ?"),
                customer);
    }

    @Override
    public void purge(UUID customer) {
        erase(customer);
    }

    @Override
    public void merge(MergeLedger ledger) {
        List<UUID> added = transactions.sql(connection -> transfer(connection, ledger));
        added.forEach(id -> ledger.note(DISMISSED, id.toString()));
        ledger.setAside(TABLE, "first_id");
        ledger.setAside(TABLE, "second_id");
    }

    private static List<UUID> transfer(Connection connection, MergeLedger ledger) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into customer.duplicate_dismissal (id, first_id, second_id, dismissed_at, dismissed_by, dismissed_by_name)
                select gen_random_uuid(), least(other, ?::uuid), greatest(other, ?::uuid), dismissed_at, dismissed_by, dismissed_by_name
                from customer.duplicate_dismissal d,
                    lateral (values (case d.first_id when ? then d.second_id else d.first_id end)) known (other)
                where ? in (d.first_id, d.second_id) and other <> ?
                on conflict (first_id, second_id) do nothing returning id""")) {
            insert.setObject(1, ledger.into());
            insert.setObject(2, ledger.into());
            insert.setObject(3, ledger.from());
            insert.setObject(4, ledger.from());
            insert.setObject(5, ledger.into());
            try (ResultSet rows = insert.executeQuery()) {
                List<UUID> added = new ArrayList<>();
                while (rows.next()) {
                    added.add(rows.getObject(1, UUID.class));
                }
                return added;
            }
        }
    }

    @Override
    public void unmerge(MergeLedger ledger) {
        for (String id : ledger.noted(DISMISSED)) {
            run(List.of("delete from customer.duplicate_dismissal where id = ?"), UUID.fromString(id));
        }
    }

    /** That somebody else is alike, not who. */
    @Override
    public void export(SubjectExport export) {
        export.query("customer.duplicate", """
                select score, reasons::jsonb as reasons from customer.duplicate where ? in (first_id, second_id) order by score""", export.customer());
        export.query("customer.duplicate_dismissal", """
                select dismissed_at from customer.duplicate_dismissal where ? in (first_id, second_id) order by dismissed_at""", export.customer());
    }

    private void run(List<String> statements, UUID id) {
        transactions.<Boolean>sql(connection -> {
            for (String sql : statements) {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.setObject(1, id);
                    statement.executeUpdate();
                }
            }
            return true;
        });
    }
}
