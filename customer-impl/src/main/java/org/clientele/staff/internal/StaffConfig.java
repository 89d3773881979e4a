package org.clientele.staff.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        id = "org.clientele.staff",
        name = "Clientele staff",
        description = "Logins of staff (etc/org.clientele.staff.cfg).")
@interface StaffConfig {
    @AttributeDefinition(
            description = "Where this product is; the links in mails to staff begin with it. Empty: as for all mails.")
    String publicUrl() default "";

    @AttributeDefinition(description = "The page that sets a password with POST /password; {token} is put in.")
    String passwordUrl() default "{publicUrl}/staff-password?token={token}";

    @AttributeDefinition(description = "Hours that the link of an invitation works.", min = "1")
    int invitationHours() default 72;

    @AttributeDefinition(description = "Hours that the link works with which somebody resets a password.", min = "1")
    int resetHours() default 2;

    @AttributeDefinition(description = "Minutes after which a session ends that is not used.", min = "2")
    int sessionIdleMinutes() default 60;

    @AttributeDefinition(description = "Hours after which a session ends.", min = "1")
    int sessionHours() default 12;
}
