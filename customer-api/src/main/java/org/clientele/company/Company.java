package org.clientele.company;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Money;
import org.clientele.customer.ExternalId;

/**
 * A company that several customers buy for.
 *
 * @param vatId as the company writes it
 * @param approvalLimit orders above it need an approver; empty means none does
 * @param members those that the caller may see, by customer id
 * @param version grows with each change, of members too
 */
public record Company(
        UUID id,
        String name,
        List<ExternalId> externalIds,
        Optional<String> vatId,
        Optional<Money> approvalLimit,
        List<Member> members,
        long version) {
    public Company {
        externalIds = List.copyOf(externalIds);
        members = List.copyOf(members);
    }

    /** What a member may do for the company. */
    public enum Role {
        /** Everything a buyer and an approver may, and manage the members. */
        ADMIN,
        BUYER,
        /** Approves what is above the limit. */
        APPROVER
    }

    /** A customer who buys for the company. */
    public record Member(UUID customerId, Role role) {}

    /** What is edited as a whole. */
    public record Details(
            String name, List<ExternalId> externalIds, Optional<String> vatId, Optional<Money> approvalLimit) {
        public Details {
            externalIds = externalIds == null ? List.of() : List.copyOf(externalIds);
        }
    }

    /**
     * For whom a customer buys.
     *
     * @param approvalLimit orders above it need an approver; empty means none does
     */
    public record Membership(UUID companyId, String companyName, Role role, Optional<Money> approvalLimit) {}
}
