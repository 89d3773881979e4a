package org.clientele.customer;

import java.util.UUID;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a bundle keeps about customers. Whoever stores a customer's id registers one. Called in the transaction of the whole: if
 * one contributor throws, or takes longer than ten seconds, nothing happens anywhere. Called also while the contributor's feature is
 * switched off: its component stays on then, with the components that it refers to. While its bundle is not installed it is not
 * called, nor told later.
 */
@ConsumerType
public interface CustomerData {
    /**
     * Makes what is kept anonymous: what tells who the person is goes, what law or bookkeeping demands stays. Twice is as good as
     * once.
     */
    default void erase(UUID customer) {}

    /** Deletes everything that is kept of the customer. The customer has no orders. */
    default void purge(UUID customer) {}

    /**
     * Moves what is kept of one customer to another, because they are the same person. One line for each table:
     *
     * <pre>{@code
     * ledger.move("watchlist.entry", "customer_id", "watcher");
     * }</pre>
     *
     * What is left is purged at once when a guest becomes part of an account, and otherwise when the merge can no longer be undone.
     */
    default void merge(MergeLedger ledger) {}

    /** Takes back what {@link #merge} did besides the rows that the ledger moved and set aside: those are back already. */
    default void unmerge(MergeLedger ledger) {}

    /**
     * Tells all that is kept of the customer, for who asks what a shop knows (GDPR, Articles 15 and 20). Mostly one line for each table:
     *
     * <pre>{@code
     * export.table("watchlist.entry", "customer_id", "since", "reason");
     * }</pre>
     *
     * Reads only: the transaction is a snapshot that nothing can be written in. If one contributor throws, nothing is exported.
     */
    default void export(SubjectExport export) {}
}
