package org.clientele.mail.internal;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The source of a mail, taken apart.
 *
 * @param language the tag it was found under
 */
record Wording(String language, String subject, String text, Optional<String> html) {
    private static final Pattern HTML = Pattern.compile("(?m)^<!-- html -->\\s*$");

    static Wording of(String language, String source) {
        String lines = source.replace("\r\n", "\n").replace("\uFEFF", "").strip();
        int end = lines.indexOf('\n');
        String subject = end < 0 ? lines : lines.substring(0, end);
        String[] bodies = HTML.split(end < 0 ? "" : lines.substring(end), 2);
        return new Wording(
                language,
                subject,
                bodies[0].strip() + "\n",
                bodies.length < 2 ? Optional.empty() : Optional.of(bodies[1].strip() + "\n"));
    }
}
