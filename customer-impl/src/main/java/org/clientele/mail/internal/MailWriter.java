package org.clientele.mail.internal;

import io.pebbletemplates.pebble.error.PebbleException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clientele.mail.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a mail of a draft. Thread-safe. */
final class MailWriter {
    private static final Logger LOG = LoggerFactory.getLogger(MailWriter.class);
    private static final int LONGEST_SUBJECT = 200;

    private final Wordings wordings;
    private final Letterhead letterhead;
    private final ClosedPebble text = ClosedPebble.ofText();
    private final ClosedPebble html = ClosedPebble.ofHtml();

    MailWriter(Wordings wordings, Letterhead letterhead) {
        this.wordings = wordings;
        this.letterhead = letterhead;
    }

    /** What all mails have in common. */
    record Letterhead(String publicUrl, String shop, String locale, ZoneId zone) {
        Letterhead {
            publicUrl = publicUrl.strip().replaceAll("/+$", "");
        }
    }

    /** @param secrets the links among the values, as they stand in the bodies */
    record Written(String locale, String subject, String text, Optional<String> html, List<String> secrets) {}

    /** @throws IllegalArgumentException if there is no wording of that name that works */
    Written write(Mail.Draft draft) {
        Iterator<Wording> found = wordings.find(
                        draft.template(),
                        draft.locale().filter(tag -> !tag.isBlank()).orElse(letterhead.locale()))
                .iterator();
        while (found.hasNext()) {
            Wording wording = found.next();
            try {
                return write(draft, wording);
            } catch (PebbleException e) {
                LOG.error("The wording {}_{} is broken: {}", draft.template(), wording.language(), e.getMessage());
            } catch (RuntimeException | StackOverflowError e) {
                LOG.error("The wording {}_{} is broken", draft.template(), wording.language(), e);
            }
        }
        throw new IllegalArgumentException("There is no wording of " + draft.template());
    }

    private Written write(Mail.Draft draft, Wording wording) {
        Locale locale = Locale.forLanguageTag(wording.language());
        Map<String, Object> given = new HashMap<>(Map.of("shop", letterhead.shop()));
        given.putAll(draft.values());
        MailValues values = new MailValues(given, letterhead.publicUrl(), locale, letterhead.zone());
        String subject = MailText.line(text.render(wording.subject(), values.map(), locale));
        return new Written(
                wording.language(),
                subject.codePointCount(0, subject.length()) > LONGEST_SUBJECT
                        ? subject.substring(0, subject.offsetByCodePoints(0, LONGEST_SUBJECT))
                        : subject,
                MailText.paragraphs(text.render(wording.text(), values.map(), locale)),
                wording.html().map(source -> MailText.lines(html.render(source, values.map(), locale))),
                secrets(values.links()));
    }

    private List<String> secrets(List<String> links) {
        Set<String> secrets = new LinkedHashSet<>();
        for (String link : links) {
            secrets.add(link);
            secrets.add(html.render("{{ link }}", Map.of("link", link), Locale.ROOT));
        }
        return List.copyOf(secrets);
    }
}
