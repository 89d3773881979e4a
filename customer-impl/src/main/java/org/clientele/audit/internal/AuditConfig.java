package org.clientele.audit.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Clientele audit",
        description = "How the audit is protected (etc/org.clientele.audit.cfg).")
@interface AuditConfig {
    @AttributeDefinition(
            name = "Key",
            type = AttributeType.PASSWORD,
            description =
                    "Signs the head of the chain (CLIENTELE_AUDIT_KEY): whoever may write the database, but does not know"
                            + " this, cannot compute a chain of their own. The same on all nodes, and kept for ever.")
    String key() default "";

    @AttributeDefinition(name = "Poll interval (ms)", description = "How soon entries get into the chain.", min = "10")
    int pollMillis() default 250;
}
