package org.clientele.webhook.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.clientele.event.internal.EventSequence;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes deliveries of events as they get their numbers: each for each webhook once, whatever happens. */
@Component(service = EventSequence.Step.class)
public final class WebhookFanOut implements EventSequence.Step {
    static final String TIME = "to_char(%s at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
    private static final String INSERT = """
            insert into customer.webhook_delivery (webhook_id, event_id, type, customer_id, position, body)
            select w.id, e.id, e.type, e.customer_id, e.number, json_build_object(
                'type', e.type, 'timestamp', %s, 'id', e.id, 'customerId', e.customer_id,
                'sellerAccounts', array(
                    select a from unnest(e.seller_accounts) a where w.seller_accounts is null or a = any (w.seller_accounts)),
                'data', e.data::json)::text
            from customer.event e join customer.webhook w on w.enabled
                and (w.seller_accounts is null or w.seller_accounts && e.seller_accounts)
                and e.type like any (array(select replace(t, '*', '%%') from unnest(w.types) t))
            where e.number between ? and ?
            order by e.number
            """.formatted(TIME.formatted("e.at"));

    private final WebhookSender sender;

    @Activate
    public WebhookFanOut(@Reference WebhookSender sender) {
        this.sender = sender;
    }

    @Override
    public void numbered(Connection connection, long from, long to) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, from);
            insert.setLong(2, to);
            insert.executeUpdate();
        }
    }

    @Override
    public void committed() {
        sender.wake();
    }
}
