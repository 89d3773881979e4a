package org.clientele.audit;

import java.util.List;

/**
 * What came of computing the chain anew.
 *
 * @param intact whether nothing was found
 * @param entries how many there are in the chain
 * @param waiting how many were written within the last moments and are not in the chain yet
 * @param signed whether the head is signed with a key that the database does not know
 * @param findings at most 100, in the order of the chain
 */
public record Verification(boolean intact, long entries, long waiting, boolean signed, List<Finding> findings) {
    public Verification {
        findings = List.copyOf(findings);
    }

    /**
     * What is wrong.
     *
     * @param number of the entry; 0 is the head
     * @param code {@code edited}, {@code deleted}, {@code reordered}, {@code truncated}, {@code head-edited}
     */
    public record Finding(long number, String code, String detail) {}
}
