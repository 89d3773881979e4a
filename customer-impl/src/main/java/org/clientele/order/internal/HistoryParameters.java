package org.clientele.order.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.clientele.Problem;
import org.clientele.order.Order;
import org.clientele.order.Orders.Filter;
import org.clientele.order.Orders.Sort;
import org.jspecify.annotations.Nullable;

/**
 * Which orders a caller asks for.
 *
 * @param link the parameters again, each followed by {@code &}
 */
record HistoryParameters(Filter filter, Sort sort, String link) {
    private static final Map<String, Sort> SORTS =
            Map.of("-placedAt", Sort.NEWEST, "placedAt", Sort.OLDEST, "-total", Sort.LARGEST, "total", Sort.SMALLEST);
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** @throws Problem.Invalid if one cannot be understood; blank ones are none */
    static HistoryParameters of(
            @Nullable String status,
            @Nullable String from,
            @Nullable String to,
            @Nullable String sellerAccount,
            @Nullable String sort) {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, "status", status);
        put(given, "from", from);
        put(given, "to", to);
        put(given, "sellerAccount", sellerAccount);
        put(given, "sort", sort);
        Optional<Instant> first = Optional.ofNullable(given.get("from")).map(text -> time("?from", text, false));
        Optional<Instant> before = Optional.ofNullable(given.get("to")).map(text -> time("?to", text, true));
        if (first.isPresent() && before.isPresent() && !first.get().isBefore(before.get())) {
            throw Problem.Invalid.at("?to", "range", "The end is before the beginning.");
        }
        Filter filter = new Filter(
                Optional.ofNullable(given.get("status"))
                        .map(HistoryParameters::statuses)
                        .orElse(Set.of()),
                first,
                before,
                Optional.ofNullable(given.get("sellerAccount")));
        String link = given.entrySet().stream()
                .map(entry -> entry.getKey() + '=' + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8) + '&')
                .collect(Collectors.joining());
        return new HistoryParameters(
                filter,
                Optional.ofNullable(given.get("sort"))
                        .map(HistoryParameters::sort)
                        .orElse(Sort.NEWEST),
                link);
    }

    private static void put(Map<String, String> given, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            given.put(name, value.strip());
        }
    }

    private static Set<Order.Status> statuses(String text) {
        Set<Order.Status> statuses = EnumSet.noneOf(Order.Status.class);
        for (String name : text.split(",", -1)) {
            statuses.add(Arrays.stream(Order.Status.values())
                    .filter(status ->
                            OrderStatus.name(status).equals(name.strip().toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> Problem.Invalid.at("?status", "value", "There is no such status.")));
        }
        return statuses;
    }

    private static Sort sort(String text) {
        Sort sort = SORTS.get(text);
        if (sort == null) {
            throw Problem.Invalid.at("?sort", "value", "Orders sort by placedAt, -placedAt, total or -total.");
        }
        return sort;
    }

    /** @param end whether what is named is included: a moment itself, or a whole day in UTC */
    private static Instant time(String pointer, String text, boolean end) {
        try {
            Instant time;
            if (text.indexOf('T') < 0) {
                time = LocalDate.parse(text)
                        .plusDays(end ? 1 : 0)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
            } else {
                time = OffsetDateTime.parse(text).toInstant().plusNanos(end ? 1_000 : 0);
            }
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                throw Problem.Invalid.at(pointer, "range", "This is outside of the years 1900 to 2199.");
            }
            return time;
        } catch (DateTimeException | ArithmeticException e) {
            throw Problem.Invalid.at(pointer, "format", "A time is written as 2026-03-01T12:00:00Z or 2026-03-01.");
        }
    }
}
