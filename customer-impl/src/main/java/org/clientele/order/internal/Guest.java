package org.clientele.order.internal;

import java.util.Optional;
import java.util.UUID;
import org.clientele.Uuid7;
import org.clientele.customer.ExternalId;

/** A customer without an account, to be made because an order names them. */
record Guest(UUID id, Optional<ExternalId> externalId, Optional<String> email) {
    Guest(ExternalId externalId) {
        this(Uuid7.next(), Optional.of(externalId), Optional.empty());
    }

    Guest(String email) {
        this(Uuid7.next(), Optional.empty(), Optional.of(email));
    }
}
