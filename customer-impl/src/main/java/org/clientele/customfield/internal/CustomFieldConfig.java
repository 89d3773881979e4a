package org.clientele.customfield.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Clientele custom fields",
        description = "What customers may have in customFields (etc/org.clientele.customfields.cfg).")
@interface CustomFieldConfig {
    @AttributeDefinition(description = "Refuse custom fields that have no type.")
    boolean strictCustomFields() default false;
}
