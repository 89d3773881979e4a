package org.clientele.export.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.export.internal.ScheduleDraft.Every;
import org.clientele.export.internal.ScheduleDraft.Target;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The table of schedules. Callers see their own. Thread-safe. */
@Component(service = Schedules.class, configurationPid = "org.clientele.export")
public final class Schedules {
    private final Transactions transactions;
    private final Access access;
    private final int most;

    @Activate
    public Schedules(
            @Reference(target = "(schema=export)") Transactions transactions,
            @Reference Access access,
            ExportConfig config) {
        this.transactions = transactions;
        this.access = access;
        this.most = config.mostSchedules();
    }

    /** One that is due, with the seller accounts that it keeps to. */
    record Due(Schedule schedule, Optional<List<String>> sellerAccounts) {}

    Schedule add(ScheduleDraft draft) {
        UUID id = Uuid7.next();
        return transactions.sql(connection -> {
            if (own(connection).size() >= most) {
                throw new Problem.Conflict("too-many-schedules", "There are " + most + " of your schedules already.");
            }
            Sql.update(
                    connection,
                    """
                    insert into export.schedule (id, owner, seller_accounts, name, format, options, fields, query, every, weekday, at,
                        time_zone, folder, webhook, enabled, next_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                    id,
                    me(),
                    access.caller().sellerAccounts().map(List::copyOf),
                    draft.name(),
                    draft.format(),
                    Exports.json(ExportDraft.texts(draft.options())),
                    draft.fields().orElse(List.of()),
                    Exports.json(draft.query().orElse(ListQuery.ALL)),
                    draft.every(),
                    draft.weekday(),
                    draft.at(),
                    draft.timeZone().orElse("UTC"),
                    draft.target().folder(),
                    draft.target().webhook().orElse(false),
                    draft.enabled().orElse(true),
                    draft.rhythm().after(Instant.now()));
            return own(connection, id);
        });
    }

    /**
     * From then on it keeps to the seller accounts that its owner has now.
     *
     * @param expected the version that the change is based on; empty for any
     */
    Schedule change(UUID id, OptionalLong expected, ScheduleDraft draft) {
        return transactions.sql(connection -> {
            Schedule before = own(connection, id);
            int changed = Sql.update(
                    connection,
                    """
                    update export.schedule set name = ?, format = ?, options = ?, fields = ?, query = ?, every = ?, weekday = ?, at = ?,
                        time_zone = ?, folder = ?, webhook = ?, enabled = ?, next_at = ?, seller_accounts = ?,
                        version = version + 1
                    where id = ? and owner = ? and version = ?""",
                    draft.name(),
                    draft.format(),
                    Exports.json(ExportDraft.texts(draft.options())),
                    draft.fields().orElse(List.of()),
                    Exports.json(draft.query().orElse(ListQuery.ALL)),
                    draft.every(),
                    draft.weekday(),
                    draft.at(),
                    draft.timeZone().orElse("UTC"),
                    draft.target().folder(),
                    draft.target().webhook().orElse(false),
                    draft.enabled().orElse(true),
                    draft.rhythm().after(Instant.now()),
                    access.caller().sellerAccounts().map(List::copyOf),
                    id,
                    me(),
                    expected.orElse(before.version()));
            if (changed == 0) {
                throw new Problem.Stale("The schedule was changed meanwhile: read it again and repeat the change.");
            }
            return own(connection, id);
        });
    }

    List<Schedule> own() {
        return transactions.read(this::own);
    }

    Schedule own(UUID id) {
        return transactions.read(connection -> own(connection, id));
    }

    void delete(UUID id) {
        transactions.sql(connection -> {
            own(connection, id);
            return Sql.update(connection, "delete from export.schedule where id = ?", id);
        });
    }

    /** Whoever's. */
    Optional<Schedule> find(UUID id) {
        return transactions.read(connection ->
                Sql.first(connection, "select * from export.schedule where id = ?", Schedules::schedule, id));
    }

    /** Everybody's. */
    List<Schedule> all() {
        return transactions.read(
                connection -> Sql.list(connection, "select * from export.schedule order by id", Schedules::schedule));
    }

    /** One that is due, locked in the running transaction. */
    Optional<Due> due(Instant now) {
        return transactions.sql(connection -> Sql.first(
                connection,
                "select * from export.schedule where enabled and next_at <= ? order by next_at limit 1"
                        + " for update skip locked",
                row -> new Due(
                        schedule(row),
                        row.getArray("seller_accounts") == null
                                ? Optional.empty()
                                : Optional.of(Sql.texts(row, "seller_accounts"))),
                now));
    }

    void done(UUID id, Instant at, Instant next, Optional<UUID> export, Optional<String> problem) {
        transactions.sql(connection -> Sql.update(
                connection,
                "update export.schedule set next_at = ?, last_at = ?, last_export = ?, last_problem = ? where id = ?",
                next,
                at,
                export,
                problem,
                id));
    }

    private List<Schedule> own(Connection connection) throws SQLException {
        return Sql.list(
                connection, "select * from export.schedule where owner = ? order by name", Schedules::schedule, me());
    }

    private Schedule own(Connection connection, UUID id) throws SQLException {
        return Sql.first(
                        connection,
                        "select * from export.schedule where id = ? and owner = ?",
                        Schedules::schedule,
                        id,
                        me())
                .orElseThrow(() -> new Problem.NotFound("There is no such schedule."));
    }

    private String me() {
        return access.caller().id();
    }

    private static Schedule schedule(ResultSet row) throws SQLException {
        return new Schedule(
                row.getObject("id", UUID.class),
                row.getString("owner"),
                row.getString("name"),
                row.getString("format"),
                Exports.options(row.getString("options")),
                Sql.texts(row, "fields"),
                Exports.query(row.getString("query")),
                Every.valueOf(row.getString("every").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString("weekday"))
                        .map(day -> DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT))),
                row.getString("at"),
                row.getString("time_zone"),
                new Target(
                        Optional.ofNullable(row.getString("folder")),
                        row.getBoolean("webhook") ? Optional.of(true) : Optional.empty()),
                row.getBoolean("enabled"),
                Sql.instant(row, "next_at"),
                Sql.maybeInstant(row, "last_at"),
                Optional.ofNullable(row.getObject("last_export", UUID.class)),
                Optional.ofNullable(row.getString("last_problem")),
                Sql.instant(row, "created_at"),
                row.getLong("version"));
    }
}
