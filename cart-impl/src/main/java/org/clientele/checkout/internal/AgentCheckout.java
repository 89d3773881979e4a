package org.clientele.checkout.internal;

import java.util.Optional;
import java.util.UUID;
import org.clientele.cart.Cart;
import org.clientele.customer.Customer;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sessions in which an agent buys for a customer who is on the phone. */
@Component(service = AgentCheckout.class)
public final class AgentCheckout {
    private final Transactions transactions;
    private final ServedCarts served;
    private final CartSessions sessions;
    private final Agents agents;
    private final AgentAudit audit;

    @Activate
    public AgentCheckout(
            @Reference(target = "(schema=cart)") Transactions transactions,
            @Reference ServedCarts served,
            @Reference CartSessions sessions,
            @Reference Agents agents,
            @Reference AgentAudit audit) {
        this.transactions = transactions;
        this.served = served;
        this.sessions = sessions;
        this.agents = agents;
        this.audit = audit;
    }

    /** @param cookie the secret of the browser's session that the agent came with, if any */
    CartSessions.Begun begin(UUID cartId, String customerIp, Optional<String> cookie) {
        return transactions.sql(connection -> {
            ServedCarts.Served found = served.locked(connection, cartId);
            Cart cart = found.cart();
            Agents.Agent agent = agents.present(cookie, cart.sellerAccount());
            served.attribute(connection, cart);
            Optional<UUID> customer = found.customer().map(Customer::id);
            CartSessions.Begun session = sessions.begin(new CartSessions.Beginning(
                    cart.id(), customer, Optional.empty(), Optional.of(agent), Optional.of(customerIp)));
            audit.note("cart.agent-checkout", agent.id(), customer, cart, session.id());
            return session;
        });
    }
}
