package org.clientele.customer;

import java.util.List;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What is moved when one customer becomes part of another, written down so that an undo gives exactly that back. Valid only within
 * {@link CustomerData#merge} and {@link CustomerData#unmerge}, on their thread and in their transaction.
 *
 * <p>Tables are named with their schema and columns as the database knows them: lower-case letters, digits and underscores.
 */
@ProviderType
public interface MergeLedger {
    /** Who becomes part of the other; at an undo, who comes back. */
    UUID from();

    /** The survivor. */
    UUID into();

    /**
     * Makes rows the survivor's. Those that the survivor has already are {@linkplain #setAside set aside}. An undo gives back what
     * is still there then, as it is then; nothing is left to do for it.
     *
     * @param table such as {@code loyalty.entry}
     * @param customerColumn holds the customer's id
     * @param key the columns that tell a row, together with the customer: {@code id}, or none if a customer has one row at most
     * @throws IllegalArgumentException if a name is none
     */
    void move(String table, String customerColumn, String... key);

    /**
     * Deletes rows of who becomes part of the other. An undo puts them back as they were; nothing is left to do for it.
     *
     * @throws IllegalArgumentException if a name is none
     */
    void setAside(String table, String customerColumn);

    /** Writes down anything else that {@link CustomerData#unmerge} has to know. It is deleted with the ledger, 30 days later. */
    void note(String kind, String value);

    /** What was noted by the same contributor for the same customer, in that order. */
    List<String> noted(String kind);
}
