package org.clientele.mail;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Wordings of mails. The core ships its own in English and German; a plugin registers this service to bring more, an operator
 * replaces single ones by files. Templates are written in Pebble; the first line is the subject, the text follows after an empty
 * line.
 */
@ConsumerType
@FunctionalInterface
public interface MailTemplates {
    /**
     * The source of a template.
     *
     * @param name such as {@code verification}
     * @param language ISO 639 code, such as {@code de}
     * @return empty if this service has no such wording
     */
    Optional<String> find(String name, String language);
}
