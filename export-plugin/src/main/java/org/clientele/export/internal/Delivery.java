package org.clientele.export.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.export.internal.Export.State;
import org.clientele.export.internal.Export.Written;
import org.clientele.notification.Notification;
import org.clientele.notification.Notifications;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings files where schedules want them, and tells owners what became of their exports. Thread-safe. */
@Component(service = Delivery.class, configurationPid = "org.clientele.export")
public final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final String READY = "export.ready";

    private final Transactions transactions;
    private final Exports exports;
    private final Schedules schedules;
    private final Notifications notifications;
    private final Events events;
    private final Optional<ExportFolder> folder;

    @Activate
    public Delivery(
            @Reference(target = "(schema=export)") Transactions transactions,
            @Reference Exports exports,
            @Reference Schedules schedules,
            @Reference Notifications notifications,
            @Reference Events events,
            ExportConfig config) {
        this.transactions = transactions;
        this.exports = exports;
        this.schedules = schedules;
        this.notifications = notifications;
        this.events = events;
        this.folder = config.folder().isBlank()
                ? Optional.empty()
                : Optional.of(new ExportFolder(Path.of(config.folder().strip())));
    }

    /**
     * Does what is to be done with a file that is ready, once; again only if it broke off.
     *
     * @return what came of it, for the result of the operation
     */
    Map<String, @Nullable Object> deliver(Export export) {
        if (export.told()) {
            return Map.of();
        }
        Optional<Schedule> schedule = export.schedule().flatMap(schedules::find);
        Map<String, @Nullable Object> placed = schedule.flatMap(one -> one.to().folder())
                .map(path -> place(export, path))
                .orElse(Map.of());
        transactions.sql(connection -> {
            Map<String, @Nullable Object> facts = facts(export);
            facts.putAll(placed);
            tell(
                    export,
                    Notification.Draft.of(export.owner(), READY, "Your export is ready: " + customers(export))
                            .with(facts)
                            .mailedAs("export-ready"));
            if (schedule.flatMap(one -> one.to().webhook()).orElse(false)) {
                events.publish(new Event.Draft(
                        READY,
                        Optional.empty(),
                        Optional.of(export.sellerAccounts()
                                .<Set<String>>map(Set::copyOf)
                                .orElse(Set.of())),
                        facts));
            }
            exports.told(export.id());
            return true;
        });
        return placed;
    }

    /** That there will be no file. */
    void failed(Export export, String code) {
        transactions.sql(connection -> {
            if (exports.end(export.id(), State.PENDING, State.FAILED)) {
                Map<String, @Nullable Object> facts = facts(export);
                facts.put("code", code);
                tell(
                        export,
                        Notification.Draft.of(export.owner(), "export.failed", "Your export failed")
                                .with(facts));
            }
            return true;
        });
    }

    /** A folder that cannot be written is told, and the file stays to be downloaded. */
    private Map<String, @Nullable Object> place(Export export, String path) {
        try {
            if (folder.isEmpty()) {
                throw new IOException("No folder is configured.");
            }
            String place = folder.get()
                    .write(path, ExportFiles.placedName(export), out -> ExportFiles.send(exports, export, out));
            return Map.of("path", place);
        } catch (IOException | RuntimeException e) {
            LOG.error("The export {} could not be written to its folder", export.id(), e);
            return Map.of("problem", "folder-not-written");
        }
    }

    private void tell(Export export, Notification.Draft draft) {
        notifications.tell(draft.once("export:" + export.id()));
    }

    private static String customers(Export export) {
        long rows = export.written().map(Written::rows).orElse(0L);
        return rows == 1 ? "1 customer" : rows + " customers";
    }

    private static Map<String, @Nullable Object> facts(Export export) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("id", export.id().toString());
        facts.put("name", export.name());
        facts.put("format", export.kind().format());
        export.written().ifPresent(written -> facts.put("rows", written.rows()));
        export.expiresAt().ifPresent(at -> facts.put("expiresAt", at.toString()));
        export.schedule().ifPresent(id -> facts.put("schedule", id.toString()));
        if (!export.missing().isEmpty()) {
            facts.put("missing", export.missing());
        }
        return facts;
    }
}
