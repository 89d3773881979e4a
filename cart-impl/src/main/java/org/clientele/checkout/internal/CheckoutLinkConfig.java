package org.clientele.checkout.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        id = "org.clientele.checkoutlink",
        name = "Clientele checkout links",
        description =
                "Where links to carts lead, and how long one is in the cart then (etc/org.clientele.checkoutlink.cfg).")
@interface CheckoutLinkConfig {
    @AttributeDefinition(name = "Public address", description = "The storefront's address (CLIENTELE_MAIL_PUBLIC_URL).")
    String publicUrl() default "http://127.0.0.1:8181";

    @AttributeDefinition(
            name = "Page of links",
            description = "The page of the storefront that redeems links; {publicUrl} and {token} are put in. Empty:"
                    + " {publicUrl}/checkout?token={token} (CLIENTELE_CHECKOUT_LINK_URL).")
    String url() default "";

    @AttributeDefinition(
            name = "Page of agents",
            description =
                    "The page of the storefront that takes the session of an agent; {publicUrl} and {token} are put in."
                            + " Empty: {publicUrl}/checkout#session={token}, which no server gets to see"
                            + " (CLIENTELE_CHECKOUT_LINK_AGENT_URL).")
    String agentUrl() default "";

    @AttributeDefinition(name = "Shop", description = "What the shop is called (CLIENTELE_MAIL_SHOP).")
    String shop() default "";

    @AttributeDefinition(
            name = "Idle (minutes)",
            description = "After so many a session of a link ends that is not used.",
            min = "2")
    int sessionIdleMinutes() default 120;

    @AttributeDefinition(name = "Life (hours)", description = "After so many a session of a link ends.", min = "1")
    int sessionHours() default 12;

    @AttributeDefinition(
            name = "Agent (minutes)",
            description = "After so many a session ends in which an agent buys for a customer.",
            min = "1",
            max = "60")
    int agentMinutes() default 15;

    @AttributeDefinition(
            name = "Retention (days)",
            description = "How long links are kept after they have expired.",
            min = "1")
    int retentionDays() default 90;
}
