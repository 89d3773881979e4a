package org.clientele.export.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.clientele.export.internal.Export.State;
import org.clientele.operation.Operation;
import org.clientele.operation.Operations;
import org.clientele.operation.RecurringWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Deletes files whose time is over and what cancelled exports left, and forgets old exports. */
@Component(
        property = {RecurringWork.NAME + "=export.purge", RecurringWork.PAUSE_SECONDS + ":Integer=60"},
        configurationPid = "org.clientele.export")
public final class ExportPurge implements RecurringWork {
    private static final int BATCH = 1_000;

    private final Exports exports;
    private final Operations operations;
    private final Delivery delivery;
    private final Duration history;
    private final Clock clock;

    @Activate
    public ExportPurge(
            @Reference Exports exports,
            @Reference Operations operations,
            @Reference Delivery delivery,
            ExportConfig config) {
        this(exports, operations, delivery, config, Clock.systemUTC());
    }

    ExportPurge(Exports exports, Operations operations, Delivery delivery, ExportConfig config, Clock clock) {
        this.exports = exports;
        this.operations = operations;
        this.delivery = delivery;
        this.history = Duration.ofDays(Math.max(config.fileDays(), config.historyDays()));
        this.clock = clock;
    }

    @Override
    public void run() {
        Instant now = clock.instant();
        for (Export export : exports.in(State.READY)) {
            if (export.expiresAt().map(at -> at.isBefore(now)).orElse(false)) {
                exports.end(export.id(), State.READY, State.EXPIRED);
            }
        }
        for (Export export : exports.in(State.PENDING)) {
            Optional<Operation> operation = operations.find(export.id());
            if (operation.isPresent() && operation.get().state() == Operation.State.CANCELLED) {
                exports.end(export.id(), State.PENDING, State.CANCELLED);
            } else if (operation.isEmpty() || operation.get().state().isFinal()) {
                delivery.failed(export, "internal");
            }
        }
        while (exports.forget(now.minus(history)) == BATCH) {
            // Each thousand in a transaction of its own.
        }
    }
}
