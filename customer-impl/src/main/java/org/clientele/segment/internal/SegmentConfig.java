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

    @AttributeDefinition(
            description = "How many percent of the time one node may spend on following changes.",
            min = "1",
            max = "100")
    int share() default 50;

    @AttributeDefinition(
            description =
                    "The same while imports and other long work run, or customers are being written: what is written"
                            + " should not get slower, and counts may be some minutes old.",
            min = "1",
            max = "100")
    int shareWhileBusy() default 3;
}
