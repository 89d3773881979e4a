package org.clientele.company;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.Page;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All companies. A caller sees those that were made in the own seller accounts or have a member there; others' are not found.
 * Thread-safe; each method is one transaction.
 */
@ProviderType
public interface Companies {
    /**
     * By their names.
     *
     * @param q part of a name or VAT id, whatever case and accents
     */
    Page<Company> list(Optional<String> q, Page.Request page);

    Optional<Company> find(UUID id);

    /** It belongs to the seller accounts of the caller. */
    Company create(Company.Details details);

    /**
     * @param version the one the change is based on; empty to take any
     * @throws org.clientele.Problem.NotFound if there is no such company
     * @throws org.clientele.Problem.Stale if the company has another version by now
     */
    Company change(UUID id, OptionalLong version, Company.Details details);

    /** @throws org.clientele.Problem.Conflict {@code in-use} if it has members */
    void remove(UUID id, OptionalLong version);

    /**
     * Makes a customer a member, or gives a member another role.
     *
     * @throws org.clientele.Problem.Conflict {@code in-another-company} if the customer buys for another one
     * @throws org.clientele.Problem.NotFound if there is no such company or customer
     */
    Company join(UUID id, UUID customer, Company.Role role);

    /** Nothing happens if the customer is no member. */
    Company leave(UUID id, UUID customer);

    /**
     * For whom a customer buys, and up to which amount without approval.
     *
     * @throws org.clientele.Problem.NotFound if the caller may not see the customer
     */
    Optional<Company.Membership> of(UUID customer);
}
