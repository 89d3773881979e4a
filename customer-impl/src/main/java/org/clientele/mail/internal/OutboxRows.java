package org.clientele.mail.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.mail.Mail;
import org.clientele.mail.Mail.State;
import org.clientele.rest.Versioned;

/** The rows of mails, as they are posted and read. */
final class OutboxRows {
    static final String COLUMNS = "m.id, m.customer_id, m.template, m.locale, m.recipient, m.subject, m.text_body,"
            + " m.html_body, m.state, m.attempts, m.failure, m.created_at, m.sent_at, m.version";

    private OutboxRows() {}

    /**
     * Which mails are wanted.
     *
     * @param sellerAccounts whose customers' mails may be seen; empty for all mails, also those about nobody
     * @param staff whether mails to staff are wanted, too: whoever reads one becomes who it is for
     */
    record Selection(
            Optional<Set<String>> sellerAccounts,
            Optional<State> state,
            Optional<UUID> customer,
            Optional<String> to,
            Optional<String> template,
            boolean staff) {
        static Selection visible(Optional<Set<String>> sellerAccounts, boolean staff) {
            return new Selection(
                    sellerAccounts, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), staff);
        }
    }

    static String name(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    static void insert(Connection connection, UUID id, Mail.Draft draft, MailWriter.Written written)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into customer.outbox_mail
                    (id, customer_id, template, locale, recipient, subject, text_body, html_body, secrets)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
            insert.setObject(1, id);
            insert.setObject(2, draft.customer().orElse(null));
            insert.setString(3, draft.template());
            insert.setString(4, written.locale());
            insert.setString(5, draft.to());
            insert.setString(6, written.subject());
            insert.setString(7, written.text());
            insert.setString(8, written.html().orElse(null));
            insert.setArray(
                    9, connection.createArrayOf("text", written.secrets().toArray()));
            insert.executeUpdate();
        }
    }

    static Optional<Versioned<Mail>> find(Connection connection, UUID id, Selection visible) throws SQLException {
        Condition condition = condition(visible);
        try (PreparedStatement select = connection.prepareStatement(
                "select " + COLUMNS + " from customer.outbox_mail m where m.id = ?" + condition.sql())) {
            select.setObject(1, id);
            condition.bind(select, 2);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Versioned<>(mail(rows), rows.getLong("version")))
                        : Optional.empty();
            }
        }
    }

    static Page<Mail> list(Connection connection, Selection wanted, Page.Request page) throws SQLException {
        Condition condition = condition(wanted);
        long total;
        try (PreparedStatement count = connection.prepareStatement(
                "select count(*) from customer.outbox_mail m where true" + condition.sql())) {
            condition.bind(count, 1);
            try (ResultSet rows = count.executeQuery()) {
                rows.next();
                total = rows.getLong(1);
            }
        }
        try (PreparedStatement select =
                connection.prepareStatement("select " + COLUMNS + " from customer.outbox_mail m where true"
                        + condition.sql() + " order by m.created_at desc, m.id desc limit ? offset ?")) {
            int column = condition.bind(select, 1);
            select.setInt(column++, page.size());
            select.setLong(column, page.offset());
            List<Mail> mails = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    mails.add(mail(rows));
                }
            }
            return Page.of(mails, total);
        }
    }

    /**
     * Makes a mail due now; a dead one starts anew, behind what was posted meanwhile.
     *
     * @throws Problem.Conflict {@code already-sent}: what made it useful was blotted out
     */
    static void retry(Connection connection, Mail mail) throws SQLException {
        if (mail.state() == State.SENT) {
            throw new Problem.Conflict("already-sent", "This mail was sent, and its links are gone.");
        }
        for (String sql : List.of(
                "update customer.outbox_mail set due_at = now(), version = version + 1 where id = ? and state = 'kept'",
                "update customer.outbox_mail set state = 'kept', attempts = 0, due_at = now(), position = default,"
                        + " version = version + 1 where id = ? and state = 'dead'")) {
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                update.setObject(1, mail.id());
                update.executeUpdate();
            }
        }
    }

    static int delete(Connection connection, UUID customer) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from customer.outbox_mail where customer_id = ?")) {
            delete.setObject(1, customer);
            return delete.executeUpdate();
        }
    }

    static Mail mail(ResultSet row) throws SQLException {
        return new Mail(
                row.getObject("id", UUID.class),
                Optional.ofNullable(row.getObject("customer_id", UUID.class)),
                row.getString("template"),
                row.getString("locale"),
                row.getString("recipient"),
                row.getString("subject"),
                row.getString("text_body"),
                Optional.ofNullable(row.getString("html_body")),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("attempts"),
                Optional.ofNullable(row.getString("failure")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("sent_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    private record Condition(String sql, List<Object> values) {
        int bind(PreparedStatement statement, int first) throws SQLException {
            int column = first;
            for (Object value : values) {
                if (value instanceof Set<?> texts) {
                    statement.setArray(column++, statement.getConnection().createArrayOf("text", texts.toArray()));
                } else {
                    statement.setObject(column++, value);
                }
            }
            return column;
        }
    }

    private static Condition condition(Selection wanted) {
        StringBuilder sql = new StringBuilder();
        List<Object> values = new ArrayList<>();
        wanted.sellerAccounts().ifPresent(accounts -> {
            sql.append(" and exists (select 1 from customer.customer_summary s"
                    + " where s.customer_id = m.customer_id and s.seller_account = any(?))");
            values.add(accounts);
        });
        if (!wanted.staff()) {
            sql.append(" and m.template not like 'staff-%'");
        }
        wanted.state().ifPresent(state -> {
            sql.append(" and m.state = ?");
            values.add(name(state));
        });
        wanted.customer().ifPresent(customer -> {
            sql.append(" and m.customer_id = ?");
            values.add(customer);
        });
        wanted.to().ifPresent(to -> {
            sql.append(" and lower(m.recipient) = lower(?)");
            values.add(to);
        });
        wanted.template().ifPresent(template -> {
            sql.append(" and m.template = ?");
            values.add(template);
        });
        return new Condition(sql.toString(), values);
    }
}
