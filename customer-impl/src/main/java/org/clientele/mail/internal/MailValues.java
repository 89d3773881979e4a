package org.clientele.mail.internal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a mail as wordings may have them: maps, lists, strings, numbers and booleans. For one mail and thread. */
final class MailValues {
    private final String publicUrl;
    private final DateTimeFormatter times;
    private final List<String> links = new ArrayList<>();
    private final Map<String, Object> values;

    MailValues(Map<String, Object> given, String publicUrl, Locale locale, ZoneId zone) {
        this.publicUrl = publicUrl;
        this.times = new DateTimeFormatterBuilder()
                .append(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT))
                .appendLiteral(' ')
                .appendZoneText(TextStyle.SHORT)
                .toFormatter(locale)
                .withZone(zone);
        this.values = map(given);
    }

    Map<String, Object> map() {
        return values;
    }

    /** Those of the values that are links; whoever has them can do what the mail was for. */
    List<String> links() {
        return links;
    }

    private Map<String, Object> map(Map<?, ?> given) {
        Map<String, Object> made = new LinkedHashMap<>();
        given.forEach((key, value) -> {
            if (value != null) {
                made.put(String.valueOf(key), value(String.valueOf(key), value));
            }
        });
        return made;
    }

    private Object value(String key, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof Iterable<?> items) {
            List<Object> made = new ArrayList<>();
            items.forEach(item -> made.add(value(key, item)));
            return made;
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Instant time) {
            return times.format(time);
        }
        String text = value == null ? "" : value.toString();
        if (key.equals("link") || key.endsWith("Link")) {
            return link(text);
        }
        return key.endsWith("At") ? time(text) : MailText.line(text);
    }

    private String link(String text) {
        String clean = MailText.url(text);
        boolean whole = clean.startsWith("https://") || clean.startsWith("http://");
        String link = whole ? clean : publicUrl + (clean.startsWith("/") ? clean : "/" + clean);
        links.add(link);
        return link;
    }

    private String time(String text) {
        try {
            return times.format(Instant.parse(text));
        } catch (DateTimeParseException noInstant) {
            return MailText.line(text);
        }
    }
}
