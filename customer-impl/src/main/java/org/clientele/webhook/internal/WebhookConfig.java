package org.clientele.webhook.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Clientele webhooks",
        description = "How events are delivered (etc/org.clientele.webhook.cfg).")
@interface WebhookConfig {
    @AttributeDefinition(name = "Concurrency", description = "How many deliveries this node does at once.", min = "1")
    int concurrency() default 16;

    @AttributeDefinition(
            name = "Concurrency of one webhook",
            description = "How many of them may be to the same webhook, so that a slow one leaves room to the others.",
            min = "1")
    int concurrencyOfOne() default 4;

    @AttributeDefinition(
            name = "Poll interval (ms)",
            description = "How often this node looks for deliveries.",
            min = "10")
    int pollMillis() default 1000;

    @AttributeDefinition(name = "Tries", description = "After so many a delivery is dead.", min = "1")
    int attempts() default 15;

    @AttributeDefinition(
            name = "First pause (ms)",
            description = "Between the first try and the second; each one after it is twice as long.",
            min = "1")
    long firstPauseMillis() default 30_000;

    @AttributeDefinition(name = "Longest pause (ms)", description = "Pauses grow no longer than this.", min = "1")
    long longestPauseMillis() default 14_400_000;

    @AttributeDefinition(
            name = "Lease (ms)",
            description = "So long after a node died others take up what it was delivering.",
            min = "500")
    long leaseMillis() default 60_000;

    @AttributeDefinition(name = "Timeout (ms)", description = "For a delivery as a whole.", min = "100", max = "60000")
    int timeoutMillis() default 10_000;

    @AttributeDefinition(
            name = "Keys",
            type = AttributeType.PASSWORD,
            description =
                    "Encrypt the secrets of webhooks in the database (CLIENTELE_WEBHOOK_KEYS): 32 bytes in Base64, as of"
                            + " openssl rand -base64 32. Of several, by commas, the first encrypts. The same on all nodes. While it is"
                            + " empty they are in etc/clientele-webhook.key, which is made with the first node.")
    String keys() default "";

    @AttributeDefinition(
            name = "Allow HTTP",
            description = "Also deliver without TLS (CLIENTELE_WEBHOOK_ALLOW_HTTP). For tests.")
    boolean allowHttp() default false;

    @AttributeDefinition(
            name = "Allowed networks",
            description =
                    "Addresses and networks that are delivered to although they are private, such as 10.1.0.0/16.")
    String[] allowedNetworks() default {};
}
