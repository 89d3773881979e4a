package org.clientele.rest.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        id = "org.clientele.rest",
        name = "Clientele REST",
        description = "The REST API. Every value can be set in etc/org.clientele.rest.cfg.")
@interface RestConfig {
    @AttributeDefinition(
            name = "Longest body",
            description = "Bytes. A longer body is refused with 413, except where a resource takes files.",
            min = "1024")
    long maxBodyBytes() default 1 << 20;

    @AttributeDefinition(
            name = "CORS origins",
            description =
                    "Scripts from exactly these origins, such as https://office.example, may call the API with a key."
                            + " Empty: none.")
    String[] corsOrigins() default {};

    @AttributeDefinition(
            name = "Event streams",
            description = "How many clients may listen to events at a time; the next one is told 503.",
            min = "0")
    int maxEventStreams() default 200;

    @AttributeDefinition(
            name = "Drain",
            description = "Seconds that the removal of a feature waits for its requests in flight.",
            min = "0")
    int drainSeconds() default 10;

    @AttributeDefinition(
            name = "Requests in a feature",
            description =
                    "How many requests may be at work within a plugin at a time, so that one that blocks does not take"
                            + " all connections to the database; at most half of them. Others wait up to 2 seconds and are told"
                            + " 503 busy then.",
            min = "1")
    int maxRequestsInFeature() default 8;

    @AttributeDefinition(
            name = "Core resources",
            description = "First path segments under /api/admin/v1 without which this node is not ready.")
    String[] coreResources() default {"session", "customers"};
}
