package org.clientele.notification.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.access.Identities;
import org.clientele.access.Identity;
import org.clientele.notification.Notification;
import org.clientele.notification.Notifications;
import org.clientele.notification.internal.NotificationRows.Setting;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Notifications in the table {@code notification}. Who may know of one is asked when it is told, and whenever it is read. */
@Component(service = {Notifications.class, JdbcNotifications.class})
public final class JdbcNotifications implements Notifications {
    private static final int LONGEST = 200;

    private final Transactions transactions;
    private final Access access;
    private final Identities identities;
    private final NotificationMails mails;

    @Activate
    public JdbcNotifications(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference Identities identities,
            @Reference NotificationMails mails) {
        this.transactions = transactions;
        this.access = access;
        this.identities = identities;
        this.mails = mails;
    }

    @Override
    public Optional<UUID> tell(Notification.Draft draft) {
        check(draft);
        return transactions.sql(connection -> {
            Optional<Sight> sight =
                    identities.find(draft.recipient()).flatMap(identity -> Sight.of(identity, draft.scope()));
            if (sight.isEmpty() || !sight.get().covers(connection, draft.customer(), draft.sellerAccounts())) {
                return Optional.empty();
            }
            Setting setting = NotificationRows.setting(connection, draft.recipient());
            UUID id = Uuid7.next();
            if (Kinds.match(setting.muted(), draft.kind()) || !NotificationRows.insert(connection, id, draft)) {
                return Optional.empty();
            }
            if (Kinds.match(setting.mail(), draft.kind())) {
                mails.post(connection, draft);
            }
            return Optional.of(id);
        });
    }

    private static void check(Notification.Draft draft) {
        if (!Kinds.KIND.matcher(draft.kind()).matches()) {
            throw new IllegalArgumentException("No kind of notifications: " + draft.kind());
        }
        if (draft.title().isBlank()
                || draft.title().length() > LONGEST
                || draft.title().chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A title is one line of at most " + LONGEST + " characters.");
        }
        if (draft.key().map(key -> key.isEmpty() || key.length() > LONGEST).orElse(false)) {
            throw new IllegalArgumentException("A key has 1 to " + LONGEST + " characters.");
        }
    }

    @Override
    public List<Notification> own(Notification.Selection wanted) {
        return transactions.read(connection -> NotificationRows.list(connection, me(), inSight(connection), wanted));
    }

    /** At most {@link NotificationRows#MOST_UNREAD}. */
    int unread() {
        return transactions.read(connection -> NotificationRows.unread(connection, me(), inSight(connection)));
    }

    int read(Optional<UUID> upTo, List<UUID> ids) {
        return transactions.sql(connection -> NotificationRows.read(connection, me(), upTo, ids));
    }

    Setting setting() {
        return transactions.read(connection -> NotificationRows.setting(connection, me()));
    }

    void set(Setting setting) {
        transactions.<Boolean>sql(connection -> {
            NotificationRows.set(connection, me(), setting);
            return true;
        });
    }

    private String me() {
        return access.caller().id();
    }

    /** By what the caller may everywhere: a request to no particular seller account has no scope of its own. */
    private Sight.Condition inSight(Connection connection) throws SQLException {
        Caller caller = access.caller();
        Identity identity = identities.find(caller.id()).orElse(Identity.of(caller));
        List<Sight> sights = new ArrayList<>();
        for (String scope : NotificationRows.scopes(connection, caller.id())) {
            Sight.of(identity, scope).ifPresent(sights::add);
        }
        return Sight.Condition.of(sights);
    }
}
