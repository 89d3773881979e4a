package org.clientele.customer;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The addresses of customers. Thread-safe; each method is one transaction.
 *
 * <p>A customer that the caller may not see is a {@link org.clientele.Problem.NotFound}, like an address that is not theirs.
 */
@ProviderType
public interface Addresses {
    /** In the order they were added. */
    List<Address> of(UUID customer);

    Optional<Address> find(UUID customer, UUID address);

    /** The first address of a customer becomes the default for both purposes. */
    default Address add(UUID customer, Address.Content content) {
        return add(customer, content, Set.of());
    }

    /**
     * The same, as the new default for some purposes.
     *
     * @throws org.clientele.Problem.Invalid if the address is not what its country asks for
     */
    Address add(UUID customer, Address.Content content, Set<Address.Purpose> defaults);

    /**
     * @param version the one the change is based on; empty to take any
     * @throws org.clientele.Problem.Stale if the address has another version by now
     */
    Address change(UUID customer, UUID address, OptionalLong version, Address.Content content);

    /** A default that goes leaves the customer without one. */
    void remove(UUID customer, UUID address, OptionalLong version);
}
