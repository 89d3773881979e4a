package org.clientele.group;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A group of customers and what its members are granted.
 *
 * @param code stable, such as {@code wholesale}; what the attribute {@code groups} holds
 * @param name what people read
 * @param version grows with each change
 */
public record Group(String code, String name, Kind kind, Benefits benefits, long version) {

    /** What a group is for. */
    public enum Kind {
        WHOLESALE,
        VIP,
        CORPORATE,
        REGIONAL,
        OTHER
    }

    /**
     * What members are granted; everything is optional. A cart asks {@link Groups#of} and takes what is best for the customer.
     *
     * @param percentOff off every price, 0 to 100 with at most two decimals
     * @param priceList the id of the price list that holds for them, which may have quantity tiers
     * @param freeShipping whether shipping costs nothing
     * @param earlyAccess whether they see products and offers before everybody else
     * @param exclusiveAccess whether they see products and offers that nobody else sees
     * @param paymentTermsDays within how many days they pay an invoice, 0 to 365
     * @param purchaseOrders whether they may order by purchase order
     * @param priceRegion the region whose prices hold for them
     * @param locale BCP 47, for those who have none of their own
     * @param timeZone IANA, for those who have none of their own
     */
    public record Benefits(
            Optional<BigDecimal> percentOff,
            Optional<String> priceList,
            boolean freeShipping,
            boolean earlyAccess,
            boolean exclusiveAccess,
            Optional<Integer> paymentTermsDays,
            boolean purchaseOrders,
            Optional<String> priceRegion,
            Optional<String> locale,
            Optional<String> timeZone) {
        /** Nothing at all. */
        public static final Benefits NONE = new Benefits(
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                false,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
