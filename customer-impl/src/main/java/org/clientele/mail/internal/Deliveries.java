package org.clientele.mail.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.clientele.mail.Mail;
import org.clientele.persistence.Transactions;
import org.clientele.work.internal.Patience;

/** Whose turn it is, who works on it, what came of it: each step a short transaction. Thread-safe. */
final class Deliveries {
    private static final String GONE = "[redacted]";
    private static final int LONGEST_FAILURE = 500;

    private final Transactions transactions;
    private final Patience patience;

    Deliveries(Transactions transactions, Patience patience) {
        this.transactions = transactions;
        this.patience = patience;
    }

    /** A mail, and the right to deliver it. */
    record Delivery(Mail mail, UUID claim, List<String> secrets) {}

    /**
     * Claims mails that are due: for a customer one at a time, the first one. Only where it failed, those to other addresses go on
     * without it, and those behind it to the same address.
     */
    List<Delivery> claim(int most) {
        return transactions.sql(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("""
                    with due as materialized (
                        select d.id from customer.outbox_mail d
                        where d.state = 'kept' and d.due_at <= now()
                            and (d.claimed_until is null or d.claimed_until < now())
                            and not exists (
                                select 1 from customer.outbox_mail e
                                where e.customer_id = d.customer_id and e.state = 'kept' and e.id <> d.id
                                    and (e.claimed_until > now()
                                        or e.position < d.position
                                            and (lower(e.recipient) = lower(d.recipient)
                                                or not exists (
                                                    select 1 from customer.outbox_mail f
                                                    where f.customer_id = e.customer_id and f.state = 'kept'
                                                        and f.failure is not null and f.position <= e.position
                                                        and lower(f.recipient) = lower(e.recipient)))))
                        order by d.due_at, d.position
                        limit ?
                        for update skip locked)
                    update customer.outbox_mail m
                    set claim = gen_random_uuid(), claimed_until = now() + ? * interval '1 millisecond',
                        attempts = attempts + 1, version = version + 1
                    from due where m.id = due.id
                    returning\s""" + OutboxRows.COLUMNS + ", m.claim, m.secrets, m.position")) {
                update.setInt(1, most);
                update.setLong(2, patience.lease().toMillis());
                return claimed(update);
            }
        });
    }

    private static List<Delivery> claimed(PreparedStatement update) throws SQLException {
        record Turn(long position, Delivery delivery) {}
        List<Turn> turns = new ArrayList<>();
        try (ResultSet rows = update.executeQuery()) {
            while (rows.next()) {
                Delivery delivery =
                        new Delivery(OutboxRows.mail(rows), rows.getObject("claim", UUID.class), List.of((String[])
                                rows.getArray("secrets").getArray()));
                turns.add(new Turn(rows.getLong("position"), delivery));
            }
        }
        return turns.stream()
                .sorted(Comparator.comparingLong(Turn::position))
                .map(Turn::delivery)
                .toList();
    }

    /** Says that these are still being worked on. */
    void renew(Collection<Delivery> running) {
        if (running.isEmpty()) {
            return;
        }
        transactions.sql(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update customer.outbox_mail set claimed_until = now() + ? *"
                            + " interval '1 millisecond' where state = 'kept' and claim = any(?)")) {
                update.setLong(1, patience.lease().toMillis());
                update.setArray(
                        2,
                        connection.createArrayOf(
                                "uuid", running.stream().map(Delivery::claim).toArray()));
                return update.executeUpdate();
            }
        });
    }

    /** Whoever holds the claim now: the mail is out, so nobody may deliver it again. */
    void sent(Delivery delivery) {
        Mail mail = delivery.mail();
        transactions.sql(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update customer.outbox_mail
                    set state = 'sent', sent_at = now(), failure = null, claim = null, claimed_until = null,
                        subject = ?, text_body = ?, html_body = ?, secrets = '{}', version = version + 1
                    where id = ? and state <> 'sent'
                    """)) {
                update.setString(1, blotted(mail.subject(), delivery.secrets()));
                update.setString(2, blotted(mail.text(), delivery.secrets()));
                update.setString(
                        3,
                        mail.html()
                                .map(html -> blotted(html, delivery.secrets()))
                                .orElse(null));
                update.setObject(4, mail.id());
                return update.executeUpdate();
            }
        });
    }

    static String blotted(String text, List<String> secrets) {
        Stream<String> longestFirst =
                secrets.stream().sorted(Comparator.comparingInt(String::length).reversed());
        return longestFirst.reduce(text, (blotted, secret) -> blotted.replace(secret, GONE));
    }

    /** Kept for later, or dead. */
    void failed(Delivery delivery, String failure) {
        String line = MailText.line(failure);
        Mail mail = delivery.mail();
        transactions.sql(connection -> failed(
                connection,
                delivery,
                line.length() > LONGEST_FAILURE ? MailText.line(line.substring(0, LONGEST_FAILURE)) : line,
                mail.attempts() >= patience.attempts() ? Mail.State.DEAD : Mail.State.KEPT));
    }

    private int failed(Connection connection, Delivery delivery, String failure, Mail.State state) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update customer.outbox_mail
                set state = ?, failure = ?, due_at = now() + ? * interval '1 millisecond', claim = null,
                    claimed_until = null, version = version + 1
                where id = ? and claim = ?
                """)) {
            update.setString(1, OutboxRows.name(state));
            update.setString(2, failure);
            update.setLong(3, patience.pauseAfter(delivery.mail().attempts()).toMillis());
            update.setObject(4, delivery.mail().id());
            update.setObject(5, delivery.claim());
            return update.executeUpdate();
        }
    }
}
