package org.clientele.search.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Clientele search",
        description = "Thresholds of the shipped views and limits of counting (etc/org.clientele.search.cfg).")
@interface SearchConfig {
    @AttributeDefinition(description = "A customer is new for this many days after the first order.")
    int newDays() default 30;

    @AttributeDefinition(description = "A customer with at least this many orders is loyal; at most 100.")
    int loyalOrders() default 3;

    @AttributeDefinition(description = "Totals up to this number are counted; above it they are estimated.")
    int countLimit() default 10_000;

    @AttributeDefinition(description = "Currency of sums while there is no order.")
    String currency() default "EUR";

    @AttributeDefinition(
            description = "MiB of rows kept ready to be sent again while they stay the same; 0 keeps none.")
    int keptMiB() default 32;
}
