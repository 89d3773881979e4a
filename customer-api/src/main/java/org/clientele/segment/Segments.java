package org.clientele.segment;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.Page;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All segments that the caller may see: those for all seller accounts, and those of the caller's own. Which customers one has is
 * always evaluated as the caller. Those for all seller accounts are changed only by callers of all of them
 * ({@link org.clientele.Problem.Forbidden} {@code all-seller-accounts}). Thread-safe; each method is one transaction.
 *
 * <p>A filter that cannot be understood is a {@link org.clientele.Problem.Invalid}. A segment whose filter names an attribute that
 * is gone is suspended: evaluating it is a {@link org.clientele.Problem.Conflict} {@code segment-suspended}.
 */
@ProviderType
public interface Segments {
    /** In the order of their names. */
    Page<Segment> list(Page.Request page);

    Optional<Segment> find(UUID id);

    Segment create(Segment.Definition definition);

    /**
     * Changes the name, or the filter of a dynamic segment.
     *
     * @param version that the change is based on; empty for any
     * @throws org.clientele.Problem.Stale if it has another version
     */
    Segment change(UUID id, OptionalLong version, String name, Optional<String> filter);

    /** @throws org.clientele.Problem.Conflict {@code in-use} while a view or another segment names it */
    void remove(UUID id, OptionalLong version);

    /** What a filter would select. */
    Segment.Preview preview(String filter);

    /** Counts its customers that the caller may see, now and exactly. */
    long count(UUID id);

    /** Whether a customer is in it now. */
    boolean contains(UUID id, UUID customer);

    /** Which clause of its filter decides over a customer. */
    Segment.Explanation explain(UUID id, UUID customer);

    /** Puts customers into a static segment. */
    Segment add(UUID id, Segment.Members members);

    /** Takes customers out of a static segment. */
    Segment withdraw(UUID id, Segment.Members members);

    /** Makes them the only customers of a static segment that the caller may see. */
    Segment replace(UUID id, Segment.Members members);
}
