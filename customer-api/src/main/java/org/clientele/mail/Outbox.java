package org.clientele.mail;

import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** Mail on its way out. Thread-safe. */
@ProviderType
public interface Outbox {
    /**
     * Writes a mail and keeps it in the running transaction (or one of its own): it goes out after the commit, and not at all
     * after a rollback. Never waits for a mail server.
     *
     * @return the id of the mail
     * @throws IllegalArgumentException if there is no such template, or {@code to} is no single line
     */
    UUID post(Mail.Draft draft);
}
