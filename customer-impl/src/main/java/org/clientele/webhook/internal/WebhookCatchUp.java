package org.clientele.webhook.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.operation.RecurringWork;
import org.clientele.persistence.Transactions;
import org.clientele.search.internal.SavedFilters.Kept;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells webhooks that fell behind what they missed, once their filters can be evaluated again. */
@Component(
        service = RecurringWork.class,
        property = {RecurringWork.NAME + "=webhook-catch-up", RecurringWork.PAUSE_SECONDS + ":Integer=5"})
public final class WebhookCatchUp implements RecurringWork {
    private static final int BATCH = 1000;

    private final Transactions transactions;
    private final WebhookFanOut fanOut;

    @Activate
    public WebhookCatchUp(
            @Reference(target = "(schema=customer)") Transactions transactions, @Reference WebhookFanOut fanOut) {
        this.transactions = transactions;
        this.fanOut = fanOut;
    }

    @Override
    public void run() {
        for (UUID webhook : transactions.read(WebhookCatchUp::behind)) {
            while (transactions.sql(connection -> step(connection, webhook))) {
                // More of them, each batch in a transaction of its own.
            }
        }
        fanOut.committed();
    }

    private static List<UUID> behind(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(
                        "select id from customer.webhook where behind_from is not null and enabled order by id")) {
            List<UUID> ids = new ArrayList<>();
            while (row.next()) {
                ids.add(row.getObject(1, UUID.class));
            }
            return ids;
        }
    }

    /** @return whether there is more */
    private boolean step(Connection connection, UUID webhook) throws SQLException {
        // Nothing gets a number meanwhile, so what is behind ends where the numbering goes on.
        try (Statement lock = connection.createStatement();
                ResultSet head = lock.executeQuery("select number, purged from customer.event_head for update");
                PreparedStatement select = connection.prepareStatement(
                        "select filter, seller_accounts, behind_from from customer.webhook where id = ? and enabled"
                                + " and behind_from is not null for no key update")) {
            head.next();
            long last = head.getLong("number");
            select.setObject(1, webhook);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                long from = Math.max(row.getLong("behind_from"), head.getLong("purged") + 1);
                long to = Math.min(last, from + BATCH - 1);
                String filter = row.getString("filter");
                Optional<String> broken = filter == null
                        ? fanOut.catchUp(connection, webhook, from, to)
                        : fanOut.catchUp(
                                connection,
                                new Kept(webhook, filter, WebhookRows.texts(row, "seller_accounts")),
                                from,
                                to);
                proceed(connection, webhook, broken.isPresent() ? from : to < last ? to + 1 : 0, broken);
                return broken.isEmpty() && to < last;
            }
        }
    }

    private static void proceed(Connection connection, UUID webhook, long from, Optional<String> broken)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update customer.webhook set behind_from = nullif(?, 0), suspended = case when ? > 0"
                        + " then coalesce(?, suspended) end where id = ?")) {
            update.setLong(1, from);
            update.setLong(2, from);
            update.setString(3, broken.orElse(null));
            update.setObject(4, webhook);
            update.executeUpdate();
        }
    }
}
