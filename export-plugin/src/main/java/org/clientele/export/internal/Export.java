package org.clientele.export.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.customer.CustomerQuery;

/**
 * An export as it is kept.
 *
 * @param id also of the operation that writes it
 * @param owner the id of a caller
 * @param sellerAccounts those that the owner saw; empty for all
 * @param personal those of the fields that tell who customers are
 * @param missing what a schedule asks for and is gone
 * @param ids whom, if they were chosen one by one
 * @param schedule that asked for it
 * @param told whether it was delivered, and its owner knows
 */
record Export(
        UUID id,
        String owner,
        Optional<List<String>> sellerAccounts,
        String name,
        Kind kind,
        Map<String, String> options,
        List<String> fields,
        List<String> personal,
        List<String> missing,
        ListQuery query,
        Scope scope,
        Optional<List<UUID>> ids,
        Optional<UUID> schedule,
        State state,
        Optional<Written> written,
        Instant createdAt,
        Optional<Instant> finishedAt,
        Optional<Instant> expiresAt,
        boolean told) {

    /** What is exported of a list. */
    public enum Scope {
        PAGE,
        ALL,
        IDS
    }

    /** What is known of it here; while it is pending its operation knows more. */
    enum State {
        PENDING,
        READY,
        FAILED,
        CANCELLED,
        EXPIRED
    }

    /**
     * What kind of file.
     *
     * @param format its name
     */
    record Kind(String format, String mediaType, String suffix) {}

    /** What is in the file. */
    record Written(long rows, long bytes, String sha256) {}

    /** The same under the id of its operation. */
    Export as(UUID operation) {
        return new Export(
                operation,
                owner,
                sellerAccounts,
                name,
                kind,
                options,
                fields,
                personal,
                missing,
                query,
                scope,
                ids,
                schedule,
                state,
                written,
                createdAt,
                finishedAt,
                expiresAt,
                told);
    }

    Export with(List<String> ofFields, List<String> ofPersonal, List<String> gone, ListQuery ofQuery) {
        return new Export(
                id,
                owner,
                sellerAccounts,
                name,
                kind,
                options,
                ofFields,
                ofPersonal,
                gone,
                ofQuery,
                scope,
                ids,
                schedule,
                state,
                written,
                createdAt,
                finishedAt,
                expiresAt,
                told);
    }

    CustomerQuery customers() {
        CustomerQuery customers = query.with(fields);
        return ids.map(customers::only).orElse(customers);
    }
}
