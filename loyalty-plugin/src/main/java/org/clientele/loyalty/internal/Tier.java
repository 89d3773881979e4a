package org.clientele.loyalty.internal;

import java.util.List;
import java.util.Optional;

/**
 * What customers reach by their points.
 *
 * @param code stable, kebab-case
 * @param threshold from so many points on
 * @param customerGroup the code of the group that its members are put into: so they get its prices, its offers and its exclusive access
 * @param benefits for people
 * @param version grows with each change
 */
public record Tier(
        String code, String name, long threshold, Optional<String> customerGroup, List<String> benefits, long version) {
    public Tier {
        benefits = List.copyOf(benefits);
    }
}
