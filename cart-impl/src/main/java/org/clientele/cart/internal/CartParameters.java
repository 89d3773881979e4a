package org.clientele.cart.internal;

import jakarta.ws.rs.QueryParam;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.clientele.Problem;
import org.clientele.cart.Cart;
import org.clientele.cart.Carts;
import org.jspecify.annotations.Nullable;

/** Which carts a list is asked for, and in which order. */
public final class CartParameters {
    private static final Map<String, Carts.Sort> SORTS = Map.of(
            "-changedAt", Carts.Sort.NEWEST,
            "changedAt", Carts.Sort.OLDEST,
            "-createdAt", Carts.Sort.LAST_OPENED,
            "createdAt", Carts.Sort.FIRST_OPENED,
            "-total", Carts.Sort.LARGEST,
            "total", Carts.Sort.SMALLEST);

    @QueryParam("status")
    @Nullable
    String status;

    @QueryParam("customer")
    @Nullable
    String customer;

    @QueryParam("abandoned")
    @Nullable
    String abandoned;

    @QueryParam("guest")
    @Nullable
    String guest;

    @QueryParam("currency")
    @Nullable
    String currency;

    @QueryParam("minTotal")
    @Nullable
    String minTotal;

    @QueryParam("maxTotal")
    @Nullable
    String maxTotal;

    @QueryParam("changedBefore")
    @Nullable
    String changedBefore;

    @QueryParam("changedAfter")
    @Nullable
    String changedAfter;

    @QueryParam("sort")
    @Nullable
    String sort;

    Carts.Selection selection() {
        return new Carts.Selection(
                read(status, CartParameters::status),
                read(customer, CartParameters::customer),
                read(abandoned, text -> flag("?abandoned", text)),
                read(guest, text -> flag("?guest", text)),
                Optional.ofNullable(currency),
                read(minTotal, text -> amount("?minTotal", text)),
                read(maxTotal, text -> amount("?maxTotal", text)),
                read(changedBefore, text -> time("?changedBefore", text)),
                read(changedAfter, text -> time("?changedAfter", text)));
    }

    Carts.Sort sort() {
        if (sort == null) {
            return Carts.Sort.NEWEST;
        }
        Carts.Sort found = SORTS.get(sort);
        if (found == null) {
            throw Problem.Invalid.at(
                    "?sort", "value", "This must be changedAt, createdAt or total, with or without a -.");
        }
        return found;
    }

    /** The address of the list with all that was asked for, to be continued. */
    String link() {
        Map<String, @Nullable String> sent = new LinkedHashMap<>();
        sent.put("status", status);
        sent.put("customer", customer);
        sent.put("abandoned", abandoned);
        sent.put("guest", guest);
        sent.put("currency", currency);
        sent.put("minTotal", minTotal);
        sent.put("maxTotal", maxTotal);
        sent.put("changedBefore", changedBefore);
        sent.put("changedAfter", changedAfter);
        sent.put("sort", sort);
        StringBuilder link = new StringBuilder("/api/admin/v1/carts?");
        sent.forEach((name, value) -> {
            if (value != null) {
                link.append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                        .append('&');
            }
        });
        return link.toString();
    }

    private static <T> Optional<T> read(@Nullable String text, Function<String, T> reader) {
        return Optional.ofNullable(text).map(reader);
    }

    private static Cart.Status status(String text) {
        for (Cart.Status status : Cart.Status.values()) {
            if (status.name().toLowerCase(Locale.ROOT).equals(text)) {
                return status;
            }
        }
        throw Problem.Invalid.at("?status", "value", "This must be open, completed, merged or expired.");
    }

    private static UUID customer(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.Invalid.at("?customer", "format", "This is the id of a customer.");
        }
    }

    private static boolean flag(String pointer, String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw Problem.Invalid.at(pointer, "value", "This must be true or false.");
        }
        return text.equals("true");
    }

    private static long amount(String pointer, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Problem.Invalid.at(pointer, "format", "This is an amount in minor units.");
        }
    }

    /** Years that PostgreSQL does not know are none. */
    private static Instant time(String pointer, String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() >= 1 && time.getYear() <= 9999) {
                return time.toInstant();
            }
        } catch (DateTimeException e) {
            throw noTime(pointer);
        }
        throw noTime(pointer);
    }

    private static Problem.Invalid noTime(String pointer) {
        return Problem.Invalid.at(pointer, "format", "This is a time (RFC 3339), such as 2026-01-31T12:00:00Z.");
    }
}
