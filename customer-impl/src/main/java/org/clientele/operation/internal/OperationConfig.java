package org.clientele.operation.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Clientele operations",
        description = "Long work such as imports. A change pauses what runs; it goes on where it was.")
@interface OperationConfig {
    @AttributeDefinition(name = "Concurrency", description = "How many operations this node runs at once.", min = "1")
    int concurrency() default 2;

    @AttributeDefinition(
            name = "Poll interval (ms)",
            description = "How often this node looks for work that others queued.",
            min = "100")
    int pollMillis() default 2000;

    @AttributeDefinition(
            name = "Heartbeat (ms)",
            description = "How often this node says that it still works. After four times that long without one,"
                    + " another node goes on with the work.",
            min = "500")
    int heartbeatMillis() default 3000;

    @AttributeDefinition(
            name = "Retention (days)",
            description = "How long operations, their items and errors, and refused orders stay to be seen.",
            min = "1")
    int retentionDays() default 30;
}
