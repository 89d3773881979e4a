package org.clientele.note.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.customer.internal.Visibility;
import org.clientele.note.Note;
import org.clientele.note.Notes;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Notes in the table {@code note}. Only the clock of the database counts, so that all nodes agree on what is still editable. */
@Component
public final class JdbcNotes implements Notes {
    private static final int LONGEST = 10_000;
    private static final String COLUMNS =
            "id, text, author_name, author, created_at, created_at + interval '5 minutes' as editable_until, version";

    private final Transactions transactions;
    private final Access access;
    private final Visibility visibility;

    @Activate
    public JdbcNotes(@Reference(target = "(schema=customer)") Transactions transactions, @Reference Access access) {
        this.transactions = transactions;
        this.access = access;
        this.visibility = new Visibility(access);
    }

    @Override
    public Page<Note> of(UUID customer, Page.Request page) {
        return transactions.read(connection -> {
            visibility.require(connection, customer);
            long total;
            try (PreparedStatement count =
                    connection.prepareStatement("select count(*) from customer.note where customer_id = ?")) {
                count.setObject(1, customer);
                try (ResultSet row = count.executeQuery()) {
                    row.next();
                    total = row.getLong(1);
                }
            }
            List<Note> notes = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("select " + COLUMNS
                    + " from customer.note where customer_id = ? order by created_at desc, id desc limit ? offset ?")) {
                select.setObject(1, customer);
                select.setInt(2, page.size());
                select.setLong(3, page.offset());
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        notes.add(note(rows));
                    }
                }
            }
            return Page.of(notes, total);
        });
    }

    @Override
    public Note get(UUID customer, UUID note) {
        return transactions.read(connection -> {
            visibility.require(connection, customer);
            try (PreparedStatement select = connection.prepareStatement(
                    "select " + COLUMNS + " from customer.note where customer_id = ? and id = ?")) {
                select.setObject(1, customer);
                select.setObject(2, note);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        throw notFound();
                    }
                    return note(row);
                }
            }
        });
    }

    @Override
    public Note add(UUID customer, String text) {
        check(text);
        Caller author = access.caller();
        return transactions.sql(connection -> {
            visibility.require(connection, customer);
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into customer.note (id, customer_id, text, author, author_name, created_at)"
                            + " values (?, ?, ?, ?, ?, clock_timestamp()) returning " + COLUMNS)) {
                insert.setObject(1, Uuid7.next());
                insert.setObject(2, customer);
                insert.setString(3, text);
                insert.setString(4, author.id());
                insert.setString(5, author.name());
                return one(insert);
            }
        });
    }

    @Override
    public Note change(UUID customer, UUID note, OptionalLong version, String text) {
        check(text);
        return transactions.sql(connection -> {
            lock(connection, customer, note, version);
            try (PreparedStatement update = connection.prepareStatement(
                    "update customer.note set text = ?, version = version + 1 where id = ? returning " + COLUMNS)) {
                update.setString(1, text);
                update.setObject(2, note);
                return one(update);
            }
        });
    }

    @Override
    public void remove(UUID customer, UUID note, OptionalLong version) {
        transactions.sql(connection -> {
            lock(connection, customer, note, version);
            try (PreparedStatement delete = connection.prepareStatement("delete from customer.note where id = ?")) {
                delete.setObject(1, note);
                return delete.executeUpdate();
            }
        });
    }

    private void lock(Connection connection, UUID customer, UUID note, OptionalLong version) throws SQLException {
        visibility.require(connection, customer);
        try (PreparedStatement select = connection.prepareStatement(
                "select author, version, created_at + interval '5 minutes' <= clock_timestamp() from customer.note"
                        + " where customer_id = ? and id = ? for update")) {
            select.setObject(1, customer);
            select.setObject(2, note);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw notFound();
                }
                if (row.getBoolean(3)) {
                    throw new Problem.Conflict("note-locked", "A note is final five minutes after it was written.");
                }
                if (!row.getString(1).equals(access.caller().id())) {
                    throw new Problem.Forbidden("not-author", "A note is changed by its author only.");
                }
                if (version.isPresent() && version.getAsLong() != row.getLong(2)) {
                    throw new Problem.Stale("The note was changed meanwhile.");
                }
            }
        }
    }

    private static Note one(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return note(row);
        }
    }

    private static Note note(ResultSet row) throws SQLException {
        return new Note(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                row.getLong(7));
    }

    private static void check(String text) {
        Problem.Invalid.check(checks -> checks.that(
                        !text.isBlank() && text.codePointCount(0, text.length()) <= LONGEST,
                        "/text",
                        "length",
                        "A note has 1 to " + LONGEST + " characters.")
                .that(text.indexOf('\0') < 0, "/text", "nul-character", "A text holds no NUL."));
    }

    private static Problem.NotFound notFound() {
        return new Problem.NotFound("The customer has no such note.");
    }
}
