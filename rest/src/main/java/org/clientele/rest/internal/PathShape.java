package org.clientele.rest.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a path must look like to match a template, without its regular expressions: how many segments it has at least, and which
 * of them are what. A path that does not fit does not match; one that fits may.
 *
 * @param segments up to the first one that may be anything, even several; a parameter is empty
 */
record PathShape(List<String> segments) {
    private static final String ANY = "";
    // A pattern of which one sees that it takes no slash.
    private static final Pattern PARAMETER =
            Pattern.compile("\\{[\\w .-]+(:(\\s|\\[[0-9a-zA-Z]+(-[0-9a-zA-Z]+)*-?]|\\(\\?:|"
                    + "[()?*+|0-9a-zA-Z-]|\\{\\d+(,\\d*)?})*)?}");

    /** @param template of Jakarta REST, with or without a slash before it */
    static PathShape of(String template) {
        List<String> segments = new ArrayList<>();
        for (String segment : template.split("/", -1)) {
            boolean parameter = PARAMETER.matcher(segment).matches();
            if (segment.indexOf('{') >= 0 && !parameter) {
                break;
            }
            if (!segment.isEmpty()) {
                segments.add(parameter ? ANY : segment);
            }
        }
        return new PathShape(List.copyOf(segments));
    }

    /** @param path as it was sent, with a slash before it */
    boolean fits(String path) {
        // These are read in ways of their own.
        if (path.indexOf('%') >= 0 || path.indexOf(';') >= 0 || path.contains("//")) {
            return true;
        }
        int from = 1;
        for (String segment : segments) {
            int slash = path.indexOf('/', from);
            int end = slash < 0 ? path.length() : slash;
            if (from > end || !segment.equals(ANY) && !isAt(path, from, end, segment)) {
                return false;
            }
            from = end + 1;
        }
        return true;
    }

    private static boolean isAt(String path, int from, int end, String segment) {
        return end - from == segment.length() && path.startsWith(segment, from);
    }
}
