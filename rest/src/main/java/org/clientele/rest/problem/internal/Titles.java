package org.clientele.rest.problem.internal;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The titles of problems in the language that the caller prefers, English otherwise. */
final class Titles {
    private static final ResourceBundle ENGLISH = bundle(Locale.ROOT);
    private static final ResourceBundle GERMAN = bundle(Locale.GERMAN);
    private static final List<Locale> LOCALES = List.of(Locale.ENGLISH, Locale.GERMAN);

    private Titles() {}

    static String title(int status, @Nullable String acceptLanguage) {
        ResourceBundle titles = isGerman(acceptLanguage) ? GERMAN : ENGLISH;
        String key = Integer.toString(status);
        return titles.getString(titles.containsKey(key) ? key : "other");
    }

    private static boolean isGerman(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > 200) {
            return false;
        }
        try {
            Locale best = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), LOCALES);
            return Locale.GERMAN.equals(best);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                "org.clientele.rest.problem.internal.titles",
                locale,
                Titles.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
