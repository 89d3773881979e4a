package org.clientele.loyalty.internal;

import java.util.Optional;
import java.util.UUID;

/**
 * What a customer has.
 *
 * @param currentBalance {@code pointsEarned - pointsSpent}
 * @param tierPoints what counts for the tier
 * @param nextTierThreshold from how many {@code tierPoints} on the next tier is reached; empty in the highest
 * @param lifetimePoints as {@code pointsEarned}
 * @param expiringPoints what of the balance expires soon
 */
public record Account(
        UUID customerId,
        long pointsEarned,
        long pointsSpent,
        long currentBalance,
        Optional<String> tier,
        long tierPoints,
        Optional<Long> nextTierThreshold,
        long lifetimePoints,
        long expiringPoints,
        Optional<String> referralCode,
        long version) {}
