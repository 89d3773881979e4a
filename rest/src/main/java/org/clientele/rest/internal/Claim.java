package org.clientele.rest.internal;

import java.util.List;

/**
 * The beginning of paths that belongs to one bundle: the first segment, and below a shopper's {@code /me} the first two, since
 * many bundles keep something of the shopper.
 *
 * @param path without slashes around it
 */
record Claim(String path) {
    private static final String MINE = "me";
    private static final String PLURAL = "s";

    /** @param path below the surface, also a template */
    static Claim of(Surface surface, String path) {
        String first = segment(path, 0);
        if (surface == Surface.STORE && first.equals(MINE)) {
            String second = segment(path, path.indexOf(MINE) + MINE.length());
            if (!second.isEmpty() && !second.startsWith("{")) {
                return new Claim(MINE + "/" + second);
            }
        }
        return new Claim(first.startsWith("{") ? "" : first);
    }

    private static String segment(String path, int from) {
        int begin = path.startsWith("/", from) ? from + 1 : from;
        int end = path.indexOf('/', begin);
        return end < 0 ? path.substring(begin) : path.substring(begin, end);
    }

    boolean isEmpty() {
        return path.isEmpty();
    }

    /** What a feature may be called whose paths they are: {@code /reviews} is that of {@code reviews}, or else of {@code review}. */
    List<String> words() {
        String word = path.substring(path.indexOf('/') + 1);
        return word.length() > 1 && word.endsWith(PLURAL)
                ? List.of(word, word.substring(0, word.length() - PLURAL.length()))
                : List.of(word);
    }
}
