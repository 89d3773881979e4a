package org.clientele.checkout.internal;

import java.util.Optional;
import org.clientele.cart.Attribution;

/**
 * Who checks out.
 *
 * @param id of the caller, or of the agent whose session it is
 * @param customerIp the network address of the customer
 */
record Actor(String id, Role role, Optional<String> customerIp) {
    /** For whom. */
    enum Role {
        CUSTOMER,
        /** For a customer, on the admin API. */
        STAFF,
        /** For a customer, in a session for the customer's cart. */
        AGENT
    }

    boolean isAgent() {
        return role != Role.CUSTOMER;
    }

    /** Whoever acts for the customer served the customer. */
    Attribution attributed(Attribution attribution) {
        return role == Role.AGENT || role == Role.STAFF && attribution.agent().isEmpty()
                ? attribution.withAgent(Optional.of(id))
                : attribution;
    }
}
