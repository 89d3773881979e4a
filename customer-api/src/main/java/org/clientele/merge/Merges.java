package org.clientele.merge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes one customer of several, and undoes it. Only customers all of whose seller accounts the caller may see; others are not found.
 * Thread-safe; each method is one transaction.
 */
@ProviderType
public interface Merges {
    /** What {@link #merge} would come to; nothing is changed. Fails like it. */
    Merge.Preview preview(UUID into, List<UUID> from, Map<String, UUID> choose);

    /**
     * Makes others part of a customer: whatever all bundles keep of them becomes the survivor's.
     *
     * @param choose whose value the survivor gets, by field: those of {@link Merge.Field}. {@code email} stands for the login as a
     *     whole. Of fields that are not named the survivor's value counts, or else the first there is; an account's e-mail address
     *     comes before a guest's
     * @throws org.clientele.Problem.Invalid if a choice makes no sense
     * @throws org.clientele.Problem.NotFound if the caller does not see one of them wholly
     * @throws org.clientele.Problem.Conflict {@code already-merged} if one is part of another customer, {@code erased}, {@code
     *     merge-refused} if a bundle throws: nothing is changed then
     */
    Merge merge(UUID into, List<UUID> from, Map<String, UUID> choose);

    /** Those into a customer, newest first. */
    Page<Merge> of(UUID customer, Page.Request page);

    /** @throws org.clientele.Problem.NotFound if there is none, or the caller may not see the survivor wholly */
    Merge get(UUID id);

    /**
     * Gives everybody back what was theirs. What was written since the merge stays the survivor's.
     *
     * @throws org.clientele.Problem.NotFound like {@link #get}
     * @throws org.clientele.Problem.Conflict {@code already-undone}, {@code undo-expired} after 30 days, {@code merged-on} if the
     *     survivor became part of another, {@code later-merge} if others became part of it since, {@code erased}, {@code
     *     email-taken} if a new account has an e-mail address, {@code undo-refused} if a bundle is away or throws
     */
    Merge undo(UUID id);

    /** Who a merged customer is now, within what the caller may see. */
    Optional<UUID> survivor(UUID customer);
}
