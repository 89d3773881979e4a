package org.clientele.watchlist.internal;

import java.sql.PreparedStatement;
import java.util.List;
import java.util.UUID;
import org.clientele.customer.CustomerData;
import org.clientele.customer.MergeLedger;
import org.clientele.customer.SubjectExport;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A reason is free text about a person: nobody can tell what is personal in it, so entries go as a whole. */
@Component
public final class WatchlistData implements CustomerData {
    private final Transactions transactions;

    @Activate
    public WatchlistData(@Reference(target = "(schema=watchlist)") Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void erase(UUID customer) {
        for (String table : List.of("watchlist.entry", "watchlist.list_item")) {
            transactions.sql(connection -> {
                try (PreparedStatement delete =
                        connection.prepareStatement("delete from " + table + " where customer_id = ?")) {
                    delete.setObject(1, customer);
                    return delete.executeUpdate();
                }
            });
        }
    }

    @Override
    public void purge(UUID customer) {
        erase(customer);
    }

    /** Who watches both goes on to watch the survivor, for the reason that was given for it. */
    @Override
    public void merge(MergeLedger ledger) {
        ledger.move("watchlist.entry", "customer_id", "watcher");
        ledger.move("watchlist.list_item", "customer_id", "list_id");
    }

    /** Why somebody watches is told, who watches is not. */
    @Override
    public void export(SubjectExport export) {
        export.table("watchlist.entry", "customer_id", "since", "reason", "remind_on");
        export.query("watchlist.list_item", """
                select i.since, l.name as list, i.reason
                from watchlist.list_item i join watchlist.list l on l.id = i.list_id where i.customer_id = ? order by i.since""", export.customer());
    }
}
