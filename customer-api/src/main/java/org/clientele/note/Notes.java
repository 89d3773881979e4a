package org.clientele.note;

import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.Page;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The notes of customers. Thread-safe; each method is one transaction.
 *
 * <p>A customer that the caller may not see is a {@link org.clientele.Problem.NotFound}, like a note that is not theirs. A note is
 * changed and removed by its author only, within five minutes; afterwards it stays as it is.
 */
@ProviderType
public interface Notes {
    /** Newest first. */
    Page<Note> of(UUID customer, Page.Request page);

    /** @throws org.clientele.Problem.NotFound if the customer has no such note */
    Note get(UUID customer, UUID note);

    /**
     * Written by the caller.
     *
     * @param text 1 to 10,000 characters
     */
    Note add(UUID customer, String text);

    /**
     * @param version the one the change is based on; empty to take any
     * @throws org.clientele.Problem.Conflict {@code note-locked} if it is older than five minutes
     * @throws org.clientele.Problem.Forbidden {@code not-author} if somebody else wrote it
     * @throws org.clientele.Problem.Stale if the note has another version by now
     */
    Note change(UUID customer, UUID note, OptionalLong version, String text);

    /** Fails like {@link #change}. */
    void remove(UUID customer, UUID note, OptionalLong version);
}
