package org.clientele.mail.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Clientele mail",
        description = "How mails are written and how often they are tried (etc/org.clientele.mail.cfg).")
@interface MailConfig {
    @AttributeDefinition(
            name = "Public address",
            description = "Where the links in mails lead: the storefront's address (CLIENTELE_MAIL_PUBLIC_URL).")
    String publicUrl() default "http://127.0.0.1:8181";

    @AttributeDefinition(name = "Shop", description = "What the shop is called in mails (CLIENTELE_MAIL_SHOP).")
    String shop() default "Clientele";

    @AttributeDefinition(
            name = "Locale",
            description = "BCP 47; of mails whose addressee has none (CLIENTELE_MAIL_LOCALE).")
    String locale() default "en";

    @AttributeDefinition(name = "Time zone", description = "In which times are written, such as Europe/Berlin.")
    String timeZone() default "UTC";

    @AttributeDefinition(
            name = "Folder of wordings",
            description = "Files <name>_<language>.peb in it replace the shipped wordings; relative to etc.")
    String templates() default "mail";

    @AttributeDefinition(name = "Concurrency", description = "How many mails this node delivers at once.", min = "1")
    int concurrency() default 4;

    @AttributeDefinition(
            name = "Poll interval (ms)",
            description = "How often this node looks for mails that others posted.",
            min = "10")
    int pollMillis() default 1000;

    @AttributeDefinition(name = "Tries", description = "After so many a mail is dead.", min = "1")
    int attempts() default 12;

    @AttributeDefinition(
            name = "First pause (ms)",
            description = "Between the first try and the second; each one after it is twice as long.",
            min = "1")
    long firstPauseMillis() default 60_000;

    @AttributeDefinition(name = "Longest pause (ms)", description = "Pauses grow no longer than this.", min = "1")
    long longestPauseMillis() default 14_400_000;

    @AttributeDefinition(
            name = "Lease (ms)",
            description = "So long after a node died others take up what it was delivering.",
            min = "500")
    long leaseMillis() default 60_000;

    @AttributeDefinition(
            name = "Retention (days)",
            description = "How long sent and dead mails stay in the outbox.",
            min = "1")
    int retentionDays() default 30;

    @AttributeDefinition(
            name = "Retention of what waits (days)",
            description =
                    "After so many days a mail that could not leave is given up, and kept as long again as those that"
                            + " were sent. Without a mail server that is how long mails stay to be read at most. 0: for ever.",
            min = "0")
    int keptDays() default 30;
}
