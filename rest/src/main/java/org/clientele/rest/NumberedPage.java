package org.clientele.rest;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.clientele.Page;
import org.clientele.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A page and where in the whole it stands: what every list answers that is paged by number. Ask for one with the query parameters
 * {@code page} (from 1) and {@code size} (10 to 100, usually 25), taken as text.
 *
 * <pre>{@code
 * Page.Request asked = NumberedPage.request(page, size);
 * return NumberedPage.of(points.list(asked), asked, "/api/admin/v1/loyalty?");
 * }</pre>
 */
public record NumberedPage<T>(List<T> items, Place page) {
    private static final int USUAL = 25;
    private static final int FEWEST = 10;
    private static final int MOST = 100;

    /** Where a page stands; {@code next} and {@code prev} are links. */
    public record Place(
            int number,
            int size,
            long totalItems,
            long totalPages,
            String totalKind,
            Optional<String> next,
            Optional<String> prev) {}

    /**
     * What {@code ?page=} and {@code ?size=} ask for.
     *
     * @throws Problem.Invalid if they are out of range
     */
    public static Page.Request request(@Nullable String page, @Nullable String size) {
        int rows = number("?size", size, USUAL, FEWEST, MOST);
        return Page.Request.page(number("?page", page, 1, 1, Integer.MAX_VALUE), rows);
    }

    /** @param link as below */
    public static <T> NumberedPage<T> of(Page<T> page, Page.Request asked, String link) {
        return of(page, asked, link, Function.identity());
    }

    /** @param link of the list, with a query string that can be continued: it ends in {@code ?} or {@code &} */
    public static <S, T> NumberedPage<T> of(Page<S> page, Page.Request asked, String link, Function<S, T> item) {
        long pages = (page.total().items() + asked.size() - 1) / asked.size();
        return new NumberedPage<>(
                page.items().stream().map(item).toList(),
                new Place(
                        asked.number(),
                        asked.size(),
                        page.total().items(),
                        pages,
                        page.total().exact() ? "exact" : "estimate",
                        asked.number() < pages ? Optional.of(link(link, asked, 1)) : Optional.empty(),
                        asked.number() > 1 ? Optional.of(link(link, asked, -1)) : Optional.empty()));
    }

    private static String link(String link, Page.Request asked, int step) {
        return link + "page=" + (asked.number() + step) + "&size=" + asked.size();
    }

    /**
     * A query parameter that is a whole number.
     *
     * @param pointer such as {@code ?limit}
     * @param usual what it is if it is absent
     * @throws Problem.Invalid if it is none, or out of range
     */
    public static int number(String pointer, @Nullable String text, int usual, int least, int most) {
        if (text == null) {
            return usual;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw outOfRange(pointer, least, most);
        }
        throw outOfRange(pointer, least, most);
    }

    private static Problem.Invalid outOfRange(String pointer, int least, int most) {
        return Problem.Invalid.at(
                pointer,
                "range",
                most == Integer.MAX_VALUE
                        ? "It is a whole number from " + least + " on."
                        : "It is a whole number from " + least + " to " + most + ".");
    }
}
