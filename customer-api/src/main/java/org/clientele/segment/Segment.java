package org.clientele.segment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.customer.CustomerRow;

/**
 * A saved set of customers. Filters name it by its id: {@code segments eq "<id>"}.
 *
 * @param filter what the customers of a dynamic segment fulfil; of a static one, what its first members fulfilled, if it was
 *     made from a filter
 * @param state whether it can be evaluated now
 * @param reason why not, while it is suspended
 * @param count how many customers it has, as it was known at {@code countedAt}; empty where that would tell of customers that
 *     the caller may not see
 * @param countKind whether the count was counted or estimated
 * @param sellerAccounts of whoever made it, whose customers count; empty for all
 */
public record Segment(
        UUID id,
        String name,
        Optional<String> filter,
        Kind kind,
        State state,
        Optional<String> reason,
        Optional<Long> count,
        CountKind countKind,
        Optional<Instant> countedAt,
        List<String> sellerAccounts,
        Instant createdAt,
        long version) {
    public Segment {
        sellerAccounts = List.copyOf(sellerAccounts);
    }

    /** Where the members come from. */
    public enum Kind {
        /** Whoever fulfils the filter now. */
        DYNAMIC,
        /** Whoever was put into it. */
        STATIC
    }

    /** Whether a segment can be evaluated. */
    public enum State {
        ACTIVE,
        /** It names something that is gone, and resumes when that is back. */
        SUSPENDED
    }

    /** How a count was found. */
    public enum CountKind {
        EXACT,
        ESTIMATE
    }

    /**
     * What makes a segment.
     *
     * @param name 1 to 100 characters
     * @param filter of a dynamic segment; a static one starts with those who fulfil it now
     */
    public record Definition(String name, Kind kind, Optional<String> filter) {}

    /**
     * Customers to put into a static segment, or to take out: either those named or those who fulfil the filter now.
     *
     * @param ids at most 10,000
     */
    public record Members(List<UUID> ids, Optional<String> filter) {
        public Members {
            ids = List.copyOf(ids);
        }
    }

    /**
     * What a filter would select.
     *
     * @param sample some of them
     */
    public record Preview(Page.Total count, List<CustomerRow> sample) {
        public Preview {
            sample = List.copyOf(sample);
        }
    }

    /** Why a customer is in a segment or not. */
    public record Explanation(UUID customerId, boolean matches, Clause clause) {}

    /**
     * A part of a filter.
     *
     * @param text the part as filter text
     * @param operator {@code and}, {@code or}, {@code not}, {@code segment} for parts with clauses, {@code condition} or
     *     {@code member} for those without
     * @param deciding whether the result of the whole follows from this one's
     */
    public record Clause(String text, String operator, Truth result, boolean deciding, List<Clause> clauses) {
        public Clause {
            clauses = List.copyOf(clauses);
        }
    }

    /** What a clause is for one customer. */
    public enum Truth {
        TRUE,
        FALSE,
        /** The customer lacks the value that the clause is about; the clause does not hold. */
        UNKNOWN
    }
}
