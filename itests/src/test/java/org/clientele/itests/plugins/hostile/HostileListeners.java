package org.clientele.itests.plugins.hostile;

import java.util.List;
import java.util.UUID;
import org.clientele.account.AccountListener;
import org.clientele.customer.Customer;
import org.clientele.customer.CustomerListener;
import org.clientele.event.Event;
import org.clientele.event.EventListener;
import org.clientele.order.Order;
import org.clientele.order.OrderListener;
import org.clientele.segment.SegmentListener;
import org.osgi.service.component.annotations.Component;

/** Hears everything. */
@Component
public final class HostileListeners
        implements CustomerListener, AccountListener, OrderListener, EventListener, SegmentListener {
    @Override
    public void registered(Customer customer) {
        Mood.act("customer");
    }

    @Override
    public void changed(Customer customer) {
        Mood.act("customer");
    }

    @Override
    public void erased(Customer customer) {
        Mood.act("customer");
    }

    @Override
    public void purged(UUID customer) {
        Mood.act("customer");
    }

    @Override
    public void loggedIn(Customer customer) {
        Mood.act("account");
    }

    @Override
    public void verified(Customer customer) {
        Mood.act("account");
    }

    @Override
    public void imported(Order order) {
        Mood.act("order");
    }

    @Override
    public void happened(Event event) {
        Mood.act("event");
    }

    @Override
    public void entered(UUID segment, List<UUID> customers) {
        Mood.act("segment");
    }
}
