package org.clientele.notification.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Clientele notifications",
        description = "What callers are told (etc/org.clientele.notification.cfg).")
@interface NotificationConfig {
    @AttributeDefinition(
            name = "Retention (days)",
            description = "How long notifications stay, read or not.",
            min = "1")
    int retentionDays() default 90;

    @AttributeDefinition(
            name = "Page of a customer",
            description =
                    "Where mails link to; {customer} is put in. Beginning with a slash it is continued from publicUrl"
                            + " of org.clientele.mail. Empty: mails have no link.")
    String customerUrl() default "";
}
