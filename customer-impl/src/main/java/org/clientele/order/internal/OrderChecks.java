package org.clientele.order.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.clientele.Problem.Checks;
import org.clientele.customer.Address;
import org.clientele.customer.internal.CustomerChecks;
import org.clientele.order.Order;
import org.clientele.rest.Json;
import org.jspecify.annotations.Nullable;

/** What is wrong with an order. */
public final class OrderChecks {
    static final long MAX_AMOUNT = 9_000_000_000_000_000L;
    private static final int MAX_LINES = 5_000;
    private static final int MAX_EVENTS = 1_000;
    private static final long MAX_QUANTITY = 1_000_000_000L;
    private static final int MAX_ATTRIBUTION_BYTES = 8_192;
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private final Checks checks;

    private OrderChecks(Checks checks) {
        this.checks = checks;
    }

    /** Complains about every wrong member. */
    public static void check(Order.Document order, Checks checks) {
        new OrderChecks(checks).order(order);
    }

    private void order(Order.Document order) {
        text("/number", order.number(), 64);
        time("/placedAt", order.placedAt());
        present("/status", order.status());
        text("/sellerAccount", order.sellerAccount(), 64);
        checks.that(
                !order.sellerAccount().equals("*"),
                "/sellerAccount",
                "value",
                "This name stands for all seller accounts.");
        checks.that(
                order.currency() != null && CURRENCIES.contains(order.currency()),
                "/currency",
                "currency",
                "A currency is three upper-case letters (ISO 4217).");
        buyer(order.customer());
        order.shippingAddress().ifPresent(address -> address("/shippingAddress", address));
        order.billingAddress().ifPresent(address -> address("/billingAddress", address));
        text("/paymentMethod", order.paymentMethod(), 64);
        text("/fulfilment", order.fulfilment(), 64);
        lines(order.lines());
        amount("/shipping", order.shipping());
        amount("/tax", order.tax());
        amount("/fees", order.fees());
        amount("/discount", order.discount());
        order.total().ifPresent(total -> amount("/total", total));
        events(order);
        checks.that(
                Json.write(order.attribution()).length <= MAX_ATTRIBUTION_BYTES,
                "/attribution",
                "too-long",
                "The attribution has at most " + MAX_ATTRIBUTION_BYTES + " bytes.");
    }

    private void buyer(Order.@Nullable Buyer buyer) {
        if (!present("/customer", buyer) || buyer == null) {
            return;
        }
        checks.that(
                buyer.id().isPresent()
                        || buyer.externalId().isPresent()
                        || buyer.email().isPresent(),
                "/customer",
                "required",
                "A customer is named by id, externalId or email.");
        buyer.externalId().ifPresent(externalId -> {
            text("/customer/externalId/system", externalId.system(), 64);
            text("/customer/externalId/id", externalId.id(), 255);
        });
        buyer.email()
                .ifPresent(email -> checks.that(
                        CustomerChecks.isEmail(Buyers.canonical(email)),
                        "/customer/email",
                        "email",
                        "This is no e-mail address."));
        text("/customer/firstName", buyer.firstName(), 100);
        text("/customer/lastName", buyer.lastName(), 100);
        phone("/customer/phone", buyer.phone());
    }

    private void address(String pointer, Address.Content address) {
        text(pointer + "/salutation", address.salutation(), 100);
        text(pointer + "/firstName", address.firstName(), 100);
        text(pointer + "/lastName", address.lastName(), 100);
        text(pointer + "/company", address.company(), 200);
        text(pointer + "/line1", address.line1(), 200);
        text(pointer + "/line2", address.line2(), 200);
        text(pointer + "/line3", address.line3(), 200);
        text(pointer + "/city", address.city(), 100);
        text(pointer + "/province", address.province(), 100);
        text(pointer + "/postalCode", address.postalCode(), 20);
        address.country()
                .ifPresent(country -> checks.that(
                        COUNTRIES.contains(country),
                        pointer + "/country",
                        "country",
                        "A country is two upper-case letters (ISO 3166-1 alpha-2)."));
        phone(pointer + "/phone", address.phone());
    }

    private void lines(List<Order.Line> lines) {
        if (tooMany("/lines", lines, MAX_LINES)) {
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            Order.Line line = lines.get(i);
            String pointer = "/lines/" + i;
            if (present(pointer, line)) {
                line(pointer, line);
            }
        }
    }

    private void line(String pointer, Order.Line line) {
        text(pointer + "/sku", line.sku(), 100);
        text(pointer + "/name", line.name(), 500);
        text(pointer + "/category", line.category(), 200);
        text(pointer + "/brand", line.brand(), 200);
        quantity(pointer + "/quantity", line.quantity());
        amount(pointer + "/unitPrice", line.unitPrice());
        amount(pointer + "/discount", line.discount());
        line.cost().ifPresent(cost -> amount(pointer + "/cost", cost));
        line.total().ifPresent(total -> amount(pointer + "/total", total));
    }

    private void events(Order.Document order) {
        if (!tooMany("/promoCodes", order.promoCodes(), MAX_EVENTS)) {
            for (int i = 0; i < order.promoCodes().size(); i++) {
                Order.Promo promo = order.promoCodes().get(i);
                String pointer = "/promoCodes/" + i;
                if (present(pointer, promo)) {
                    text(pointer + "/code", promo.code(), 64);
                    amount(pointer + "/discount", promo.discount());
                }
            }
        }
        if (!tooMany("/refunds", order.refunds(), MAX_EVENTS)) {
            for (int i = 0; i < order.refunds().size(); i++) {
                Order.Refund refund = order.refunds().get(i);
                String pointer = "/refunds/" + i;
                if (present(pointer, refund)) {
                    time(pointer + "/at", refund.at());
                    amount(pointer + "/amount", refund.amount());
                    text(pointer + "/reason", refund.reason(), 500);
                    text(pointer + "/id", refund.id(), 64);
                    soldLines(pointer, refund.lines());
                }
            }
        }
        if (!tooMany("/returns", order.returns(), MAX_EVENTS)) {
            for (int i = 0; i < order.returns().size(); i++) {
                returned("/returns/" + i, order.returns().get(i));
            }
        }
        order.feedback().ifPresent(feedback -> {
            checks.that(
                    feedback.rating() >= 1 && feedback.rating() <= 5,
                    "/feedback/rating",
                    "range",
                    "A rating is 1 to 5.");
            feedback.at().ifPresent(at -> time("/feedback/at", at));
        });
    }

    private void returned(String pointer, Order.Return returned) {
        if (!present(pointer, returned)) {
            return;
        }
        time(pointer + "/at", returned.at());
        soldLines(pointer, returned.lines());
    }

    private void soldLines(String pointer, List<Order.ReturnedLine> lines) {
        if (tooMany(pointer + "/lines", lines, MAX_LINES)) {
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            Order.ReturnedLine line = lines.get(i);
            String linePointer = pointer + "/lines/" + i;
            if (present(linePointer, line)) {
                text(linePointer + "/sku", line.sku(), 100);
                quantity(linePointer + "/quantity", line.quantity());
            }
        }
    }

    private boolean present(String pointer, @Nullable Object value) {
        checks.that(value != null, pointer, "required", "This is required.");
        return value != null;
    }

    private void text(String pointer, @Nullable String value, int max) {
        if (present(pointer, value) && value != null) {
            checks.that(!value.isBlank(), pointer, "required", "This must not be blank.");
            text(pointer, Optional.of(value), max);
        }
    }

    private void text(String pointer, Optional<String> value, int max) {
        value.ifPresent(text -> {
            checks.that(text.length() <= max, pointer, "too-long", "This has at most " + max + " characters.");
            // Documents come from Java too, where nobody looked at the characters yet.
            checks.that(
                    text.indexOf('\0') < 0
                            && StandardCharsets.UTF_8.newEncoder().canEncode(text),
                    pointer,
                    "characters",
                    "This has characters that cannot be stored.");
        });
    }

    private void phone(String pointer, Optional<String> phone) {
        // Whether it is one is decided when the customer is made: no order is lost for a phone number.
        text(pointer, phone, 64);
    }

    private void time(String pointer, @Nullable Instant time) {
        if (present(pointer, time) && time != null) {
            checks.that(
                    time.isAfter(EARLIEST) && time.isBefore(LATEST),
                    pointer,
                    "range",
                    "This is outside of the years 1900 to 2199.");
        }
    }

    private void amount(String pointer, long amount) {
        checks.that(
                Math.abs(amount) <= MAX_AMOUNT && amount != Long.MIN_VALUE,
                pointer,
                "range",
                "An amount is at most " + MAX_AMOUNT + " minor units.");
    }

    private void quantity(String pointer, long quantity) {
        checks.that(
                quantity >= 1 && quantity <= MAX_QUANTITY,
                pointer,
                "range",
                "A quantity is 1 to " + MAX_QUANTITY + ".");
    }

    private boolean tooMany(String pointer, List<?> items, int max) {
        checks.that(items.size() <= max, pointer, "too-many", "There are at most " + max + " of these.");
        return items.size() > max;
    }
}
