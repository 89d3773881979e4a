package org.clientele.duplicate;

import java.util.UUID;
import org.clientele.Page;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who may be the same person, found behind the writes within seconds. Only pairs of which the caller may see both. Thread-safe.
 */
@ProviderType
public interface Duplicates {
    /** The surest first, without those that were dismissed. */
    Page<Duplicate> list(Page.Request page);

    /**
     * Whom one customer may be the same person as, as of now.
     *
     * @throws org.clientele.Problem.NotFound if the caller may not see the customer
     */
    Page<Duplicate> of(UUID customer, Page.Request page);

    /**
     * They are not the same person: the pair is offered no more. Twice is as good as once.
     *
     * @throws org.clientele.Problem.NotFound if the caller may not see both
     */
    Duplicate.Dismissal dismiss(UUID one, UUID other);

    /** Newest first. */
    Page<Duplicate.Dismissal> dismissals(Page.Request page);

    /**
     * Takes a dismissal back.
     *
     * @throws org.clientele.Problem.NotFound if there is none, or the caller may not see both customers
     */
    void recall(UUID dismissal);
}
