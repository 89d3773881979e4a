package org.clientele.webhook.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.event.internal.EventSequence;
import org.clientele.search.internal.SavedFilters;
import org.clientele.search.internal.SavedFilters.Kept;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes deliveries of events as they get their numbers: each for each webhook once, whatever happens. Filters are judged here, for all
 * events of a batch at once, by what the customers are now. A webhook whose filter cannot be judged falls behind: its events wait
 * for {@link WebhookCatchUp}, and nobody else for it.
 */
@Component(service = {EventSequence.Step.class, WebhookFanOut.class})
public final class WebhookFanOut implements EventSequence.Step {
    static final String TIME = "to_char(%s at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
    private static final Logger LOG = LoggerFactory.getLogger(WebhookFanOut.class);
    /** Whoever was told of a customer has to hear that there is none any more, who no longer matches anything. */
    private static final List<String> FOR_ALL = List.of("customer.erased", "customer.purged");

    private static final String INSERT = """
            insert into customer.webhook_delivery (webhook_id, event_id, type, customer_id, position, body)
            select w.id, e.id, e.type, e.customer_id, e.number, json_build_object(
                'type', e.type, 'timestamp', %s, 'id', e.id, 'customerId', e.customer_id,
                'sellerAccounts', array(
                    select a from unnest(e.seller_accounts) a where w.seller_accounts is null or a = any (w.seller_accounts)),
                'data', e.data::json)::text
            from customer.event e join customer.webhook w on w.enabled and w.id = any (?)
                and (w.seller_accounts is null or w.seller_accounts && e.seller_accounts)
                and e.type like any (array(select replace(t, '*', '%%') from unnest(w.types) t))
            where e.number between ? and ? and (w.id = any (?) or e.type = any (?)
                or (w.id, e.customer_id) in (select m.webhook, m.customer from unnest(?::uuid[], ?::uuid[]) m(webhook, customer)))
            order by e.number
            """.formatted(TIME.formatted("e.at"));

    private final WebhookSender sender;
    private final SavedFilters filters;

    @Activate
    public WebhookFanOut(@Reference WebhookSender sender, @Reference SavedFilters filters) {
        this.sender = sender;
        this.filters = filters;
    }

    /** Webhooks that hear of everything, and those that hear of some customers. */
    private record Hearers(List<UUID> plain, List<Kept> filtered) {}

    @Override
    public void numbered(Connection connection, long from, long to) throws SQLException {
        Hearers hearers = hearers(connection);
        List<Kept> judged = new ArrayList<>();
        for (Kept kept : hearers.filtered()) {
            Optional<String> broken = filters.broken(kept);
            if (broken.isPresent()) {
                fallBehind(connection, kept.id(), from, broken.get());
            } else {
                judged.add(kept);
            }
        }
        Optional<Map<UUID, Set<UUID>>> matching = judged(connection, judged, from, to);
        if (matching.isEmpty()) {
            // One of them; the catching up, which takes each alone, finds out which.
            for (Kept kept : judged) {
                fallBehind(connection, kept.id(), from, "The filter cannot be evaluated now.");
            }
        }
        deliver(connection, hearers.plain(), matching.orElse(Map.of()), from, to);
    }

    /** What {@link #numbered} does, for one that fell behind. */
    Optional<String> catchUp(Connection connection, Kept kept, long from, long to) throws SQLException {
        Optional<String> broken = filters.broken(kept);
        if (broken.isPresent()) {
            return broken;
        }
        Optional<Map<UUID, Set<UUID>>> matching = judged(connection, List.of(kept), from, to);
        if (matching.isEmpty()) {
            return Optional.of("The filter cannot be evaluated now.");
        }
        deliver(connection, List.of(), matching.get(), from, to);
        return Optional.empty();
    }

    /** The same for one that fell behind, and has no filter any more. */
    Optional<String> catchUp(Connection connection, UUID webhook, long from, long to) throws SQLException {
        deliver(connection, List.of(webhook), Map.of(), from, to);
        return Optional.empty();
    }

    private static Hearers hearers(Connection connection) throws SQLException {
        Hearers hearers = new Hearers(new ArrayList<>(), new ArrayList<>());
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select id, filter, seller_accounts from customer.webhook"
                        + " where enabled and behind_from is null order by id")) {
            while (row.next()) {
                UUID id = row.getObject("id", UUID.class);
                String filter = row.getString("filter");
                if (filter == null) {
                    hearers.plain().add(id);
                } else {
                    hearers.filtered().add(new Kept(id, filter, WebhookRows.texts(row, "seller_accounts")));
                }
            }
        }
        return hearers;
    }

    /** Empty if the database cannot do it: the events get their numbers nevertheless. */
    private Optional<Map<UUID, Set<UUID>>> judged(Connection connection, List<Kept> kept, long from, long to)
            throws SQLException {
        if (kept.isEmpty()) {
            return Optional.of(Map.of());
        }
        Savepoint before = connection.setSavepoint();
        try {
            Map<UUID, Set<UUID>> matching = filters.matching(connection, kept, customers(connection, from, to));
            connection.releaseSavepoint(before);
            return Optional.of(matching);
        } catch (SQLException | Problem.Invalid | Problem.Conflict e) {
            connection.rollback(before);
            LOG.warn("Filters of webhooks cannot be evaluated", e);
            return Optional.empty();
        }
    }

    private static List<UUID> customers(Connection connection, long from, long to) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select distinct customer_id from customer.event where number between ? and ?"
                        + " and customer_id is not null")) {
            select.setLong(1, from);
            select.setLong(2, to);
            List<UUID> customers = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    customers.add(row.getObject(1, UUID.class));
                }
            }
            return customers;
        }
    }

    private static void fallBehind(Connection connection, UUID webhook, long from, String reason) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update customer.webhook set behind_from = ?, suspended = ? where id = ? and behind_from is null"
                        + " and enabled")) {
            update.setLong(1, from);
            update.setString(2, reason);
            update.setObject(3, webhook);
            update.executeUpdate();
        }
    }

    private static void deliver(
            Connection connection, List<UUID> plain, Map<UUID, Set<UUID>> matching, long from, long to)
            throws SQLException {
        List<UUID> all = new ArrayList<>(plain);
        all.addAll(matching.keySet());
        if (all.isEmpty()) {
            return;
        }
        List<UUID> webhooks = new ArrayList<>();
        List<UUID> customers = new ArrayList<>();
        matching.forEach((webhook, some) -> some.forEach(customer -> {
            webhooks.add(webhook);
            customers.add(customer);
        }));
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setArray(1, WebhookRows.uuids(connection, all));
            insert.setLong(2, from);
            insert.setLong(3, to);
            insert.setArray(4, WebhookRows.uuids(connection, plain));
            insert.setArray(5, connection.createArrayOf("text", FOR_ALL.toArray()));
            insert.setArray(6, WebhookRows.uuids(connection, webhooks));
            insert.setArray(7, WebhookRows.uuids(connection, customers));
            insert.executeUpdate();
        }
    }

    @Override
    public void committed() {
        sender.wake();
    }
}
