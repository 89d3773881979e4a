package org.clientele.customer.internal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.rest.NumberedPage;
import org.jspecify.annotations.Nullable;

/** Which page a list is asked for: {@code page} and {@code size}, or {@code after} or {@code before} and {@code limit}. */
record PageParameters(Page.Request request, boolean numbered) {
    private static final int USUAL = 25;
    private static final int MOST = 100;
    private static final int FEWEST = 10;
    private static final Pattern IN_LINK = Pattern.compile(".*[?&](?:after|before)=([^&]+).*");

    static PageParameters of(
            @Nullable String page,
            @Nullable String size,
            @Nullable String after,
            @Nullable String before,
            @Nullable String limit) {
        boolean seek = after != null || before != null || limit != null;
        if (seek && (page != null || size != null)) {
            throw Problem.Invalid.at(
                    "?page", "page", "Pages are counted by page and size, or followed by after and limit.");
        }
        if (after != null && before != null) {
            throw Problem.Invalid.at("?before", "cursor", "A page comes after a cursor or before one.");
        }
        int rows = seek
                ? NumberedPage.number("?limit", limit, USUAL, 1, MOST)
                : NumberedPage.number("?size", size, USUAL, FEWEST, MOST);
        int number = NumberedPage.number("?page", page, 1, 1, Integer.MAX_VALUE);
        return new PageParameters(new Page.Request(number, rows, cursor(after), cursor(before)), !seek);
    }

    /** A cursor, or the link of a page that holds it. */
    private static Optional<String> cursor(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        Matcher link = IN_LINK.matcher(text);
        return Optional.of(link.matches() ? java.net.URLDecoder.decode(link.group(1), StandardCharsets.UTF_8) : text);
    }
}
