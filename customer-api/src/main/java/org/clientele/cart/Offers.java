package org.clientele.cart;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.Page;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All offers. They hold for the whole shop, so only callers with all seller accounts change them ({@link
 * org.clientele.Problem.Forbidden} {@code all-seller-accounts}). Carts follow a change within a second. Thread-safe; each method is one
 * transaction.
 */
@ProviderType
public interface Offers {
    /** In the order in which they apply. */
    Page<Offer> list(Page.Request page);

    Optional<Offer> find(UUID id);

    /** @throws org.clientele.Problem.Invalid if a member is wrong */
    Offer create(Offer.Definition definition);

    /**
     * @param version the one the change is based on; empty to take any
     * @throws org.clientele.Problem.NotFound if there is no such offer
     * @throws org.clientele.Problem.Stale if it has another version by now
     * @throws org.clientele.Problem.Invalid if a member is wrong
     */
    Offer change(UUID id, OptionalLong version, Offer.Definition definition);

    /**
     * @throws org.clientele.Problem.NotFound if there is no such offer
     * @throws org.clientele.Problem.Stale if it has another version by now
     */
    void remove(UUID id, OptionalLong version);
}
