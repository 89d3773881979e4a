package org.clientele.notification.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.mail.Mail;
import org.clientele.mail.Outbox;
import org.clientele.notification.Notification;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Posts notifications to staff users: only their addresses are known. */
@Component(service = NotificationMails.class, configurationPid = "org.clientele.notification")
@Designate(ocd = NotificationConfig.class)
public final class NotificationMails {
    private static final String STAFF = "staff:";

    private final Outbox outbox;
    private final String customerUrl;

    @Activate
    public NotificationMails(@Reference Outbox outbox, NotificationConfig config) {
        this(outbox, config.customerUrl());
    }

    NotificationMails(Outbox outbox, String customerUrl) {
        this.outbox = outbox;
        this.customerUrl = customerUrl;
    }

    void post(Connection connection, Notification.Draft draft) throws SQLException {
        if (!draft.recipient().startsWith(STAFF)) {
            return;
        }
        try (PreparedStatement select = connection.prepareStatement(
                "select email, name, locale from customer.staff where id = ? and state = 'active'")) {
            select.setObject(1, UUID.fromString(draft.recipient().substring(STAFF.length())));
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    Map<String, Object> values = new LinkedHashMap<>();
                    values.put("name", row.getString(2));
                    values.put("title", draft.title());
                    if (!customerUrl.isBlank() && draft.customer().isPresent()) {
                        values.put(
                                "link",
                                customerUrl.replace(
                                        "{customer}", draft.customer().get().toString()));
                    }
                    outbox.post(new Mail.Draft(
                            draft.template(),
                            draft.customer(),
                            row.getString(1),
                            Optional.ofNullable(row.getString(3)),
                            values));
                }
            }
        }
    }
}
