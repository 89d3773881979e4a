package org.clientele.export.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.access.Identities;
import org.clientele.export.internal.Export.Scope;
import org.clientele.export.internal.Export.State;
import org.clientele.operation.RecurringWork;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Begins the exports whose time has come, as the owners of their schedules and with the rights that these have now. */
@Component(property = {RecurringWork.NAME + "=export.schedules", RecurringWork.PAUSE_SECONDS + ":Integer=20"})
public final class DueSchedules implements RecurringWork {
    private static final String SCOPE = "customers:export";

    private final Transactions transactions;
    private final Schedules schedules;
    private final NewExports exports;
    private final Formats formats;
    private final Identities identities;
    private final Access access;
    private final Clock clock;

    @Activate
    public DueSchedules(
            @Reference(target = "(schema=export)") Transactions transactions,
            @Reference Schedules schedules,
            @Reference NewExports exports,
            @Reference Formats formats,
            @Reference Identities identities,
            @Reference Access access) {
        this(transactions, schedules, exports, formats, identities, access, Clock.systemUTC());
    }

    DueSchedules(
            Transactions transactions,
            Schedules schedules,
            NewExports exports,
            Formats formats,
            Identities identities,
            Access access,
            Clock clock) {
        this.transactions = transactions;
        this.schedules = schedules;
        this.exports = exports;
        this.formats = formats;
        this.identities = identities;
        this.access = access;
        this.clock = clock;
    }

    @Override
    public void run() {
        while (transactions.sql(connection -> beginOne(clock.instant()))) {
            // Each in a transaction of its own, with the time of its next one.
        }
    }

    private boolean beginOne(Instant now) {
        Optional<Schedules.Due> due = schedules.due(now);
        if (due.isEmpty()) {
            return false;
        }
        Schedule schedule = due.get().schedule();
        Optional<UUID> export = Optional.empty();
        Optional<String> problem = Optional.empty();
        try {
            export = Optional.of(begin(due.get(), now));
        } catch (Problem.Conflict refused) {
            problem = Optional.of(refused.code());
        }
        schedules.done(schedule.id(), now, schedule.draft().rhythm().after(now), export, problem);
        return true;
    }

    private UUID begin(Schedules.Due due, Instant now) {
        Schedule schedule = due.schedule();
        Formats.Named format = formats.find(schedule.format())
                .orElseThrow(() -> new Problem.Conflict("format-missing", "What writes the format is not there."));
        Caller caller = identities
                .find(schedule.owner())
                .flatMap(owner -> owner.caller(SCOPE, due.sellerAccounts().map(Set::copyOf)))
                .orElseThrow(() -> new Problem.Conflict("owner-lost-scope", "The owner may not export any more."));
        Export export = new Export(
                UUID.randomUUID(),
                caller.id(),
                caller.sellerAccounts()
                        .map(accounts -> accounts.stream().sorted().toList()),
                schedule.name(),
                format.kind(),
                schedule.options(),
                schedule.fields(),
                List.of(),
                List.of(),
                schedule.query(),
                Scope.ALL,
                Optional.empty(),
                Optional.of(schedule.id()),
                State.PENDING,
                Optional.empty(),
                now.truncatedTo(ChronoUnit.MICROS),
                Optional.empty(),
                Optional.empty(),
                false);
        return access.call(caller, () -> exports.keep(export)).export().id();
    }
}
