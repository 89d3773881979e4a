package org.clientele.checkout.internal;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Identities;
import org.clientele.access.Identity;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Those who buy for customers, and whether they still may. */
@Component(service = Agents.class)
public final class Agents {
    private static final String ASSIST = "carts:assist";

    private final Access access;
    private final Identities identities;

    @Activate
    public Agents(@Reference Access access, @Reference Identities identities) {
        this.access = access;
        this.identities = identities;
    }

    /**
     * @param id of the caller
     * @param session of the browser that the agent came with
     */
    record Agent(String id, Optional<UUID> session) {}

    /**
     * Who calls.
     *
     * @param cookie the secret of a session that came along
     * @throws Problem.Forbidden {@code agent-unknown} if nobody could tell later whether the agent still may: that of a token of the identity provider
     *     that belongs to no staff user
     */
    Agent present(Optional<String> cookie, String sellerAccount) {
        String id = access.caller().id();
        Optional<UUID> session = cookie.filter(
                        secret -> identities.ofSession(secret).map(Identity::id).equals(Optional.of(id)))
                .flatMap(identities::sessionId);
        if (!isThere(id, session, sellerAccount)) {
            throw new Problem.Forbidden(
                    "agent-unknown", "Only staff users and keys with carts:assist buy for customers.");
        }
        return new Agent(id, session);
    }

    /** Whether the agent is still logged in, where that matters, and may still serve customers of the seller account. */
    boolean isThere(String agent, Optional<UUID> session, String sellerAccount) {
        return session.map(identities::isOpen).orElse(true)
                && identities
                        .find(agent)
                        .flatMap(known -> known.caller(ASSIST, Optional.of(Set.of(sellerAccount))))
                        .isPresent();
    }

    /** What the audit calls the agent. */
    String name(String agent) {
        return identities.find(agent).map(Identity::name).orElse(agent);
    }
}
