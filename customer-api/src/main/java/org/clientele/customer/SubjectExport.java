package org.clientele.customer;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What is told to a person of whom something is kept. Valid only within {@link CustomerData#export}, on its thread and in its
 * transaction, in which all contributors read one snapshot. Rows are written down as they come, so there may be any number of them.
 *
 * <p>Tell everything that is about the person: what others noted, too. Do not tell what lets somebody in (passwords, tokens and their
 * hashes), nor who else it is about: other customers, the members of the staff.
 *
 * <p>Tables are named with their schema and columns as the database knows them: lower-case letters, digits and underscores. Each table
 * has the same columns whenever it is told; its rows are added up. A table that has no rows is told, too: it says that nothing is kept.
 */
@ProviderType
public interface SubjectExport {
    /** Of whom. Whoever became part of the customer is asked for as well, by an id of its own. */
    UUID customer();

    /**
     * Tells the rows of a table, in the order of the first column.
     *
     * @param table such as {@code loyalty.entry}
     * @param customerColumn holds the customer's id
     * @param columns what is told; JSON becomes part of the document, bytes are refused
     * @throws IllegalArgumentException if a name is none, or a column holds bytes
     */
    void table(String table, String customerColumn, String... columns);

    /**
     * Tells the rows that a query finds: those of tables which know the customer by another one, or columns that hold more than may be
     * told.
     *
     * @param table the one that is read, or what else it is to be called, with the schema
     * @param sql its result names the columns
     * @param values for its question marks: what JDBC knows, and collections of texts, UUIDs or numbers
     * @throws IllegalArgumentException if a name is none, or a column holds bytes
     */
    void query(String table, String sql, @Nullable Object... values);

    /**
     * Tells rows that are computed. What is told next, by whatever method, ends them.
     *
     * @throws IllegalArgumentException if a name is none
     */
    Rows rows(String table, String... columns);

    /** Takes rows in their order. */
    @ProviderType
    interface Rows {
        /**
         * One row.
         *
         * @param values in the order of the columns: null, texts, booleans, numbers, UUIDs, enums, {@link java.time.Instant}, {@link
         *     java.time.LocalDate}, and lists and maps of these
         * @throws IllegalArgumentException if there are more or fewer of them than columns, or one is something else
         * @throws IllegalStateException if something else was told since
         */
        void add(@Nullable Object... values);
    }
}
