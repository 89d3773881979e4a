package org.clientele.event.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "Clientele events", description = "How events are kept (etc/org.clientele.event.cfg).")
@interface EventConfig {
    @AttributeDefinition(
            name = "Retention (days)",
            description = "How long /events goes back, and how long events wait for a suspended webhook.",
            min = "1")
    int retentionDays() default 30;

    @AttributeDefinition(
            name = "Retention of deliveries (days)",
            description =
                    "How long deliveries of webhooks stay to be seen, and are kept for a receiver that is away. 0: as events.",
            min = "0")
    int deliveryDays() default 0;

    @AttributeDefinition(
            name = "Poll interval (ms)",
            description = "How often this node looks for events that a node left behind.",
            min = "10")
    int pollMillis() default 1000;
}
