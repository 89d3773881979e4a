package org.clientele.guide;

import java.util.Map;
import java.util.UUID;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.operation.RecurringWork;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

// snippet: recurring
@Component(property = {RecurringWork.NAME + "=loyalty.expiry", RecurringWork.PAUSE_SECONDS + ":Integer=3600"})
public final class ExpirePoints implements RecurringWork {
    private final Transactions transactions;
    private final Events events;

    @Activate
    public ExpirePoints(@Reference(target = "(schema=loyalty)") Transactions transactions, @Reference Events events) {
        this.transactions = transactions;
        this.events = events;
    }

    @Override
    public void run() {
        transactions.sql(connection -> {
            try (var update = connection.prepareStatement(
                            "update loyalty.account set points = 0 where expires_on < current_date and points > 0"
                                    + " returning customer_id");
                    var row = update.executeQuery()) {
                while (row.next()) {
                    UUID customer = row.getObject(1, UUID.class);
                    events.publish(Event.Draft.of("loyalty.points-expired", customer, Map.of()));
                }
                return true;
            }
        });
    }
}
// end
