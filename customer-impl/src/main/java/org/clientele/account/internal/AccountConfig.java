package org.clientele.account.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        id = "org.clientele.account",
        name = "Clientele accounts",
        description = "Logins of customers (etc/org.clientele.account.cfg).")
@interface AccountConfig {
    @AttributeDefinition(
            description = "Where the storefront is; the links in mails begin with it. Empty: as for all mails.")
    String publicUrl() default "";

    @AttributeDefinition(
            description =
                    "The page of the storefront that proves an e-mail address with POST /verify; {token} is put in.")
    String verifyUrl() default "{publicUrl}/verify?token={token}";

    @AttributeDefinition(description = "The page of the storefront that sets a password with POST /password.")
    String resetUrl() default "{publicUrl}/password?token={token}";

    @AttributeDefinition(
            description = "The page of the storefront that confirms a new address with POST /email-change.")
    String emailChangeUrl() default "{publicUrl}/email-change?token={token}";

    @AttributeDefinition(description = "Hours that the link of a verification mail works.", min = "1")
    int verifyHours() default 72;

    @AttributeDefinition(description = "Hours that the link works with which a shopper resets a password.", min = "1")
    int resetHours() default 2;

    @AttributeDefinition(description = "Hours that the link works with which somebody new sets a password.", min = "1")
    int setPasswordHours() default 72;

    @AttributeDefinition(description = "Hours that the link works that confirms a new e-mail address.", min = "1")
    int emailChangeHours() default 24;

    @AttributeDefinition(description = "Minutes after which a session ends that is not used.", min = "2")
    int sessionIdleMinutes() default 720;

    @AttributeDefinition(description = "Hours after which a session ends.", min = "1")
    int sessionHours() default 720;

    @AttributeDefinition(
            description =
                    "Addresses or networks (CIDR) of reverse proxies and storefronts whose X-Forwarded-For tells who"
                            + " the shopper is. Empty: the connection tells.")
    String[] trustedProxies() default {};

    @AttributeDefinition(description = "Wrong passwords a minute for one account; fewer in longer times.", min = "1")
    int triesOfAccount() default 5;

    @AttributeDefinition(
            description = "Wrong passwords a minute from one network address; fewer in longer times.",
            min = "1")
    int triesOfAddress() default 60;

    @AttributeDefinition(
            description = "Registrations and password resets a minute from one network address.",
            min = "1")
    int mailsOfAddress() default 120;
}
