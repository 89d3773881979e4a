package org.clientele.customer;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Asks somebody who knows whether mail arrives at an address. Register one as a service, and addresses that people enter are checked
 * in the background, a moment after they were saved. Called on threads of its own, outside of any transaction; it may be slow. If
 * it throws, the address is asked about again some minutes later.
 */
@ConsumerType
@FunctionalInterface
public interface AddressVerifier {
    Verdict verify(Address.Content address);

    /** What can be said of an address. */
    enum Result {
        /** Mail arrives there. */
        VERIFIED,
        /** No mail arrives there. */
        UNDELIVERABLE,
        /** Nobody knows. */
        UNVERIFIED
    }

    /** @param suggestion how the address should rather be written */
    record Verdict(Result result, Optional<Address.Content> suggestion) {}
}
