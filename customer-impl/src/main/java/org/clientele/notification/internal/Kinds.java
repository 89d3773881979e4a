package org.clientele.notification.internal;

import java.util.Collection;
import java.util.regex.Pattern;

/** Kinds of notifications, and patterns of them. */
final class Kinds {
    static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,62}(\\.[a-z][a-z0-9-]{0,62}){1,3}");
    static final Pattern PATTERN = Pattern.compile("\\*|[a-z][a-z0-9-]{0,62}(\\.[a-z][a-z0-9-]{0,62}){0,3}(\\.\\*)?");

    private Kinds() {}

    static boolean match(Collection<String> patterns, String kind) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.endsWith("*")
                        ? kind.startsWith(pattern.substring(0, pattern.length() - 1))
                        : kind.equals(pattern));
    }

    static String like(String pattern) {
        return pattern.replace('*', '%');
    }
}
