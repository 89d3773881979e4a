package org.clientele.webhook.internal;

import java.net.URI;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.clientele.persistence.Transactions;
import org.clientele.webhook.internal.SecretKeys.Sealed;
import org.clientele.work.internal.Patience;

/** Whose turn it is, who works on it, what came of it: each step a short transaction. Thread-safe. */
final class Deliveries {
    private static final int LONGEST_FAILURE = 300;

    private final Transactions transactions;
    private final Patience patience;
    private final int concurrencyOfOne;
    private final SecretKeys keys;

    Deliveries(Transactions transactions, Patience patience, int concurrencyOfOne, SecretKeys keys) {
        this.transactions = transactions;
        this.patience = patience;
        this.concurrencyOfOne = concurrencyOfOne;
        this.keys = keys;
    }

    /** What is to be sent where, and the right to do so. */
    record Delivery(
            UUID id, UUID webhook, URI url, List<Sealed> secrets, UUID event, String body, int attempts, UUID claim) {}

    /**
     * Claims what is due and can be signed here: of a webhook and a customer the first one only; of a webhook no more than its share, and a single one while
     * it fails.
     */
    List<Delivery> claim(int most) {
        return transactions.sql(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    with due as materialized (
                        select d.id, d.webhook_id from customer.webhook w cross join lateral (
                            select d.id, d.webhook_id, d.due_at from customer.webhook_delivery d
                            where d.webhook_id = w.id and d.state = 'kept' and d.due_at <= now()
                                and (d.claimed_until is null or d.claimed_until < now())
                                and not exists (
                                    select from customer.webhook_delivery e
                                    where e.webhook_id = d.webhook_id and e.customer_id = d.customer_id
                                        and e.state = 'kept' and e.position < d.position)
                            order by d.due_at, d.position
                            limit greatest(0, case when w.failures > 0 then 1 else ? end - (
                                select count(*) from customer.webhook_delivery r
                                where r.webhook_id = w.id and r.state = 'kept' and r.claimed_until > now()))
                            for update skip locked) d
                        where w.enabled and w.resume_at <= now() and (w.secret_key is null or w.secret_key = any (?))
                        order by d.due_at
                        limit ?)
                    update customer.webhook_delivery d
                    set claim = gen_random_uuid(), claimed_until = now() + ? * interval '1 millisecond', attempts = attempts + 1
                    from due join customer.webhook w on w.id = due.webhook_id
                    where d.id = due.id
                    returning d.id, d.webhook_id, w.url, w.secret, w.secret_key,
                        case when w.old_secret_until > now() then w.old_secret end as old_secret, w.old_secret_key, d.event_id, d.body, d.attempts, d.claim
                    """)) {
                update.setInt(1, concurrencyOfOne);
                update.setArray(2, connection.createArrayOf("text", keys.ids().toArray()));
                update.setInt(3, most);
                update.setLong(4, patience.lease().toMillis());
                return claimed(update);
            }
        });
    }

    private static List<Delivery> claimed(PreparedStatement update) throws SQLException {
        List<Delivery> claimed = new ArrayList<>();
        try (ResultSet row = update.executeQuery()) {
            while (row.next()) {
                claimed.add(new Delivery(
                        row.getObject("id", UUID.class),
                        row.getObject("webhook_id", UUID.class),
                        URI.create(row.getString("url")),
                        secrets(row),
                        row.getObject("event_id", UUID.class),
                        row.getString("body"),
                        row.getInt("attempts"),
                        row.getObject("claim", UUID.class)));
            }
        }
        return claimed;
    }

    private static List<Sealed> secrets(ResultSet row) throws SQLException {
        List<Sealed> secrets = new ArrayList<>();
        for (String name : List.of("secret", "old_secret")) {
            byte[] bytes = row.getBytes(name);
            if (bytes != null) {
                String key = row.getString(name + "_key");
                secrets.add(new Sealed(key == null ? SecretKeys.PLAIN : key, bytes));
            }
        }
        return secrets;
    }

    void renew(Collection<Delivery> running) {
        transactions.sql(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update customer.webhook_delivery set claimed_until = now() + ? *"
                            + " interval '1 millisecond' where state = 'kept' and claim = any (?)")) {
                update.setLong(1, patience.lease().toMillis());
                update.setArray(
                        2,
                        connection.createArrayOf(
                                "uuid", running.stream().map(Delivery::claim).toArray()));
                return update.executeUpdate();
            }
        });
    }

    void sent(Delivery delivery) {
        transactions.sql(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                            update customer.webhook_delivery
                            set state = 'sent', finished_at = now(), failure = null, claim = null, claimed_until = null
                            where id = ? and state <> 'sent'""");
                    PreparedStatement webhook = connection.prepareStatement(
                            "update customer.webhook set failures = 0, resume_at = now() where id = ? and failures > 0")) {
                update.setObject(1, delivery.id());
                update.executeUpdate();
                webhook.setObject(1, delivery.webhook());
                return webhook.executeUpdate();
            }
        });
    }

    /** Kept for later, or dead; its webhook pauses too, up to five minutes, since the next one would likely fail as well. */
    void failed(Delivery delivery, String failure) {
        String line = failure.length() > LONGEST_FAILURE ? failure.substring(0, LONGEST_FAILURE) : failure;
        transactions.sql(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                            update customer.webhook_delivery
                            set state = case when attempts >= ? then 'dead' else 'kept' end,
                                finished_at = case when attempts >= ? then now() end, failure = ?,
                                due_at = now() + ? * interval '1 millisecond', claim = null, claimed_until = null
                            where id = ? and claim = ?""");
                    PreparedStatement webhook = connection.prepareStatement("""
                            update customer.webhook
                            set failures = failures + 1, failed_at = now(), failure = ?, resume_at = now() + least(
                                ? * power(2, least(failures, 20)), 300000) * interval '1 millisecond'
                            where id = ?""")) {
                update.setInt(1, patience.attempts());
                update.setInt(2, patience.attempts());
                update.setString(3, line);
                update.setLong(4, patience.pauseAfter(delivery.attempts()).toMillis());
                update.setObject(5, delivery.id());
                update.setObject(6, delivery.claim());
                update.executeUpdate();
                webhook.setString(1, line);
                webhook.setLong(2, Math.min(1000, patience.firstPause().toMillis()));
                webhook.setObject(3, delivery.webhook());
                return webhook.executeUpdate();
            }
        });
    }
}
