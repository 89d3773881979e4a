package org.clientele.customer;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All customers. Every method sees only the seller accounts of the caller bound by {@link org.clientele.access.Access}; others'
 * customers are not found. Thread-safe; each method is one transaction.
 */
@ProviderType
public interface Customers {
    Optional<Customer> find(UUID id);

    /**
     * Locks the customer for the rest of the running transaction: no erasure, purge, merge or other change of the customer comes in
     * between. Whoever keeps something about a customer locks the customer first and writes then, before rows of its own are
     * locked; whoever publishes events of a customer keeps their order that way. Without a running transaction the lock is gone at once.
     *
     * @throws org.clientele.Problem.NotFound if there is no such customer (any more)
     * @throws org.clientele.Problem.Conflict {@code erased} if the customer was erased
     */
    Customer lock(UUID id);

    Optional<Customer> findByExternalId(ExternalId externalId);

    /** Whether it is the e-mail address of one who was merged into the customer. */
    boolean isFormerEmail(UUID id, String email);

    /**
     * @throws org.clientele.Problem.Conflict {@code email-taken} if an account has the e-mail address, {@code
     *     external-id-taken} if a customer has one of the external ids
     * @throws org.clientele.Problem.Invalid if a member is wrong
     */
    Customer register(Customer.Registration registration);

    /**
     * Replaces the profile.
     *
     * @param version the one the change is based on; empty to take any
     * @throws org.clientele.Problem.NotFound if there is no such customer
     * @throws org.clientele.Problem.Stale if the customer has another version by now
     */
    Customer change(UUID id, OptionalLong version, Customer.Profile profile);

    /** The customer can no longer act; nothing is deleted. Twice is as good as once. */
    Customer deactivate(UUID id);

    /** Takes {@link #deactivate} back. */
    Customer activate(UUID id);

    /** Replaces the tags. */
    Customer tag(UUID id, Set<String> tags);

    /** Adds and removes some tags and keeps the others. */
    Customer retag(UUID id, Collection<String> add, Collection<String> remove);

    /**
     * Replaces the groups.
     *
     * @throws org.clientele.Problem.Invalid if there is no such group
     */
    Customer group(UUID id, Set<String> groups);

    /**
     * Adds and removes some groups and keeps the others.
     *
     * @throws org.clientele.Problem.Invalid if there is no group of those to add
     */
    Customer regroup(UUID id, Collection<String> add, Collection<String> remove);

    /**
     * Adds external ids to those there are.
     *
     * @throws org.clientele.Problem.Conflict {@code external-id-taken} if another customer has one
     */
    Customer link(UUID id, List<ExternalId> externalIds);

    /**
     * Makes the person anonymous, for good: who it was goes from the profile, the addresses, the orders and whatever the {@link
     * CustomerData} of all bundles keeps; the e-mail address and the external ids are free again; amounts, dates and the reference
     * stay. The customer is inactive and cannot be changed any more; orders told of it again stay without the person. Twice is as
     * good as once.
     *
     * @param version the one it is based on; empty to take any
     * @throws org.clientele.Problem.NotFound if there is no such customer
     * @throws org.clientele.Problem.Stale if the customer has another version by now
     * @throws org.clientele.Problem.Conflict {@code erase-refused} if a bundle throws: nothing is changed then; {@code
     *     other-seller-accounts} if it is the customer of some that the caller may not see
     */
    Customer erase(UUID id, OptionalLong version);

    /**
     * Deletes the customer and whatever bundles keep of it.
     *
     * @param version the one it is based on; empty to take any
     * @throws org.clientele.Problem.Conflict {@code has-orders} if there are any, and the codes of {@link #erase}
     */
    void purge(UUID id, OptionalLong version);
}
