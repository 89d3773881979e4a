package org.clientele.loyalty.internal;

import java.util.UUID;
import org.clientele.Money;

/**
 * What points are redeemed for: a voucher.
 *
 * @param points that it costs
 * @param value of the voucher
 * @param version grows with each change
 */
public record Reward(UUID id, String name, long points, Money value, boolean active, long version) {}
