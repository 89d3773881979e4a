package org.clientele.export.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.clientele.export.internal.Export.State;
import org.clientele.export.internal.Export.Written;
import org.clientele.notification.Notification;
import org.clientele.notification.Notifications;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells owners what became of their exports. Thread-safe. */
@Component(service = Delivery.class)
public final class Delivery {
    private final Transactions transactions;
    private final Exports exports;
    private final Notifications notifications;

    @Activate
    public Delivery(
            @Reference(target = "(schema=export)") Transactions transactions,
            @Reference Exports exports,
            @Reference Notifications notifications) {
        this.transactions = transactions;
        this.exports = exports;
        this.notifications = notifications;
    }

    /** Does what is to be done with a file that is ready, once; again only if it broke off. */
    void deliver(Export export) {
        if (export.told()) {
            return;
        }
        transactions.sql(connection -> {
            long rows = export.written().map(Written::rows).orElse(0L);
            Map<String, @Nullable Object> data = facts(export);
            data.put("rows", rows);
            export.expiresAt().ifPresent(at -> data.put("expiresAt", at.toString()));
            tell(
                    export,
                    Notification.Draft.of(
                                    export.owner(),
                                    "export.ready",
                                    "Your export is ready: " + (rows == 1 ? "1 customer" : rows + " customers"))
                            .with(data)
                            .mailedAs("export-ready"));
            exports.told(export.id());
            return true;
        });
    }

    /** That there will be no file. */
    void failed(Export export, String code) {
        transactions.sql(connection -> {
            if (exports.end(export.id(), State.PENDING, State.FAILED)) {
                Map<String, @Nullable Object> data = facts(export);
                data.put("code", code);
                tell(
                        export,
                        Notification.Draft.of(export.owner(), "export.failed", "Your export failed")
                                .with(data));
            }
            return true;
        });
    }

    private void tell(Export export, Notification.Draft draft) {
        notifications.tell(draft.once("export:" + export.id()));
    }

    private static Map<String, @Nullable Object> facts(Export export) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("export", export.id().toString());
        facts.put("name", export.name());
        facts.put("format", export.kind().format());
        return facts;
    }
}
