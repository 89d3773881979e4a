package org.clientele.mail;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hands mails to whoever delivers them. The service with the highest ranking is used; without one, mails are kept until there
 * is one.
 */
@ConsumerType
@FunctionalInterface
public interface MailTransport {
    /**
     * Delivers one mail. Called on a thread of the outbox, one mail at a time for a customer, outside of any transaction; again
     * with the same {@link Mail#id()} if the answer got lost. Has to give up by itself after a minute or so. What it throws is
     * kept with the mail and shown to whoever reads the outbox, never logged.
     *
     * @throws IOException if it could not be delivered now: it is tried again, later and later
     */
    void deliver(Mail mail) throws IOException;
}
