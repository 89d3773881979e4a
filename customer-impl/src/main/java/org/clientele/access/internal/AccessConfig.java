package org.clientele.access.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "Clientele access", description = "The first way in (etc/org.clientele.access.cfg).")
@interface AccessConfig {
    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            description =
                    "The administrator's API key (CLIENTELE_ADMIN_TOKEN). While it is empty and there is no key yet, a random"
                            + " one is made and written to etc/clientele-admin.token.")
    String adminToken() default "";
}
