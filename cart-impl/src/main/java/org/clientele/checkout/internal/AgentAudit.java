package org.clientele.checkout.internal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.audit.Audit;
import org.clientele.audit.AuditEntry;
import org.clientele.cart.Cart;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Notes what agents do for customers on the store's surface: the agent did it, in the name of the customer. */
@Component(service = AgentAudit.class)
public final class AgentAudit {
    private final Access access;
    private final Audit audit;
    private final Agents agents;
    private final CartSessions sessions;

    @Activate
    public AgentAudit(
            @Reference Access access,
            @Reference Audit audit,
            @Reference Agents agents,
            @Reference CartSessions sessions) {
        this.access = access;
        this.audit = audit;
        this.agents = agents;
        this.sessions = sessions;
    }

    /** Notes it in the running transaction, if it is done in the session of an agent. */
    public void note(String action, Cart cart) {
        sessions.current()
                .filter(session -> session.agent().isPresent())
                .ifPresent(
                        session -> note(action, session.agent().orElseThrow(), session.customer(), cart, session.id()));
    }

    void note(String action, String agent, Optional<UUID> customer, Cart cart, UUID session) {
        Map<String, @Nullable Object> details = Map.of("session", session.toString(), "version", cart.version());
        AuditEntry entry = new AuditEntry(
                action,
                customer.map(id -> "customer:" + id),
                customer,
                "carts",
                Optional.of(cart.id().toString()),
                details);
        Caller actor = new Caller(agent, agents.name(agent), Set.of(), Optional.of(Set.of(cart.sellerAccount())));
        access.call(actor, () -> {
            audit.record(entry);
            return true;
        });
    }
}
