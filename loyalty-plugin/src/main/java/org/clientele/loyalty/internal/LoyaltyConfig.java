package org.clientele.loyalty.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        id = "org.clientele.loyalty",
        name = "Clientele loyalty",
        description = "How points expire, and who may give them (etc/org.clientele.loyalty.cfg).")
@interface LoyaltyConfig {
    @AttributeDefinition(
            name = "Expiry (months)",
            description = "After how many months points expire; 0: never (CLIENTELE_LOYALTY_EXPIRY_MONTHS).",
            min = "0",
            max = "1200")
    int expiryMonths() default 24;

    @AttributeDefinition(
            name = "Four eyes above",
            description = "Adjustments of more points than this, up or down, need a second person; 0: none do"
                    + " (CLIENTELE_LOYALTY_FOUR_EYES_ABOVE).",
            min = "0")
    long fourEyesAbove() default 0;

    @AttributeDefinition(
            name = "Period of tiers (days)",
            description = "A tier is reached by the points earned in so many days; 0: by all that were ever earned.",
            min = "0")
    int tierPeriodDays() default 365;

    @AttributeDefinition(
            name = "Expiring soon (days)",
            description = "What loyalty.expiringPoints counts: points that expire within so many days.",
            min = "1")
    int expiringDays() default 30;

    @AttributeDefinition(
            name = "Value of a point",
            description =
                    "What a point is worth in a cart, in minor units of its currency; 0: only rewards are redeemed"
                            + " (CLIENTELE_LOYALTY_POINT_VALUE).",
            min = "0",
            max = "1000000")
    long pointValue() default 1;

    @AttributeDefinition(
            name = "Time zone",
            description = "In which a birthday is, such as Europe/Berlin (CLIENTELE_LOYALTY_TIME_ZONE).")
    String timeZone() default "UTC";

    @AttributeDefinition(name = "Birthday points", description = "Given on a birthday; 0: none.", min = "0")
    long birthdayPoints() default 0;

    @AttributeDefinition(
            name = "Referral points",
            description = "Given to whoever recommended a customer, when that one's first order earns points; 0: none.",
            min = "0")
    long referrerPoints() default 0;

    @AttributeDefinition(
            name = "Points of the referred",
            description = "Given to the customer who was recommended, at the same moment; 0: none.",
            min = "0")
    long referredPoints() default 0;
}
