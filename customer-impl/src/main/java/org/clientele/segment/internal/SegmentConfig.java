package org.clientele.segment.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Clientele segments",
        description = "How the members of dynamic segments are followed (etc/org.clientele.segments.cfg).")
@interface SegmentConfig {
    @AttributeDefinition(
            description =
                    "Segments that depend on the time, or on what plugins store, are evaluated in full after so many minutes.")
    int timedMinutes() default 5;

    @AttributeDefinition(description = "All others, which follow each change anyway, after so many minutes.")
    int fullMinutes() default 360;
}
