package org.clientele.notification;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Tells single callers what is new, in the console and, if they want, by mail. What is told about a customer goes with the customer.
 * Thread-safe.
 */
@ProviderType
public interface Notifications {
    /**
     * Tells somebody, in the running transaction or one of its own; a mail goes out after the commit. Whether the recipient may know
     * of it is looked up now, and again when it is read. Nobody is told who is no staff user or key any more, lacks the scope, has
     * muted the kind, or was told under the same key.
     *
     * @return the id of the notification; empty if nobody was told
     * @throws IllegalArgumentException if the kind, the title or the key is none
     */
    Optional<UUID> tell(Notification.Draft draft);

    /** The caller's own that the caller may still know of, newest first. */
    List<Notification> own(Notification.Selection wanted);
}
