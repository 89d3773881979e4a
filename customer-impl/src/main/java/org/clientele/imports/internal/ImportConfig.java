package org.clientele.imports.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "Clientele imports", description = "Files of orders and customers.")
@interface ImportConfig {
    @AttributeDefinition(
            name = "Maximum size (bytes)",
            description = "Of a file, unpacked. Longer ones are refused with 413.",
            min = "1")
    long maxBytes() default 2_147_483_648L;
}
