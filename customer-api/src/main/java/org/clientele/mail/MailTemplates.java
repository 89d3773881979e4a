package org.clientele.mail;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Wordings of mails. The core ships its own in English and German; a plugin registers this service to bring more, an operator
 * replaces single ones by files. A wording is written in Pebble:
 *
 * <pre>{@code
 * The subject, in one line
 *
 * The text, {{ name }}.
 * <!-- html -->
 * <p>The same as HTML, if there is any, {{ name }}.</p>
 * }</pre>
 *
 * <p>In the HTML every value is escaped. Values are maps, lists, strings, numbers and booleans; a wording calls no methods and
 * includes nothing. A value that is missing is empty. A wording that is broken is skipped, and the log says so. Where several
 * services have a wording, the one with the highest ranking is used.
 */
@ConsumerType
@FunctionalInterface
public interface MailTemplates {
    /**
     * The source of a wording. Called for each mail, within the transaction that posts it: quick, and thread-safe.
     *
     * @param name such as {@code verification}
     * @param language a BCP 47 tag: asked for with the exact one, such as {@code de-AT}, then with the language, {@code de},
     *     at last with {@code en}
     * @return empty if this service has no such wording
     */
    Optional<String> find(String name, String language);
}
