package org.clientele.guide;

import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.clientele.event.Event;
import org.clientele.event.EventFollower;
import org.clientele.notification.Notification;
import org.clientele.notification.Notifications;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

// snippet: follower
@Component(property = {EventFollower.NAME + "=loyalty.points", EventFollower.TYPES + "=order.imported"})
public final class PointsForOrders implements EventFollower {
    private final Transactions transactions;
    private final Notifications notifications;

    @Activate
    public PointsForOrders(
            @Reference(target = "(schema=loyalty)") Transactions transactions, @Reference Notifications notifications) {
        this.transactions = transactions;
        this.notifications = notifications;
    }

    @Override
    public void follow(List<Event> events) {
        transactions.sql(connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into loyalty.account (customer_id, points) values (?, 1)"
                            + " on conflict (customer_id) do update set points = account.points + 1")) {
                for (Event event : events) {
                    if (event.customerId().isPresent()) {
                        insert.setObject(1, event.customerId().get());
                        insert.addBatch();
                    }
                }
                return insert.executeBatch().length;
            }
        });
    }
    // end

    // snippet: notification
    void tell(String staffUser, Event order) {
        order.customerId().ifPresent(customer -> {
            Object number = order.data().get("number");
            notifications.tell(Notification.Draft.of(staffUser, "loyalty.order", "New order " + number)
                    .about(customer)
                    .forWho("orders:read", Set.copyOf(order.sellerAccounts()))
                    .with(Map.of("event", order.id()))
                    .once("order:" + order.id()));
        });
    }
    // end
}
