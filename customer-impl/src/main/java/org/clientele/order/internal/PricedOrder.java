package org.clientele.order.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.clientele.Problem;
import org.clientele.order.Order;
import org.clientele.rest.Json;

/** A document that was checked, with its totals, the figures that statistics need, and the text that is kept. */
final class PricedOrder {
    private static final ObjectMapper STORED =
            Json.mapper().copy().setSerializationInclusion(JsonInclude.Include.NON_EMPTY);
    private static final ObjectWriter WRITER = STORED.writerFor(Order.Document.class);
    private static final ObjectReader READER = STORED.readerFor(Order.Document.class);
    private static final ObjectReader BUYER =
            STORED.readerFor(Order.Buyer.class).at("/customer");

    private final Order.Document document;
    private final String json;
    private final byte[] hash;
    private final long discount;

    private PricedOrder(Order.Document document) {
        this.document = document;
        this.discount =
                sum("/discount", document.discount(), document.lines().stream().mapToLong(Order.Line::discount));
        this.json = json(document);
        this.hash = sha256(json);
    }

    /**
     * Checks and completes a document.
     *
     * @throws Problem.Invalid with everything that is wrong
     */
    static PricedOrder of(Order.Document document) {
        Problem.Invalid.check(checks -> OrderChecks.check(document, checks));
        return new PricedOrder(withTotals(document));
    }

    static Order.Document read(String json) {
        try {
            return READER.readValue(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Order.Buyer buyer(String json) {
        try {
            return BUYER.readValue(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same without the person who bought, as an order of this customer. */
    PricedOrder anonymous(UUID customer) {
        return new PricedOrder(AnonymousOrder.of(document, customer, Set.of()));
    }

    /** A document that was checked and completed before. */
    static PricedOrder again(Order.Document document) {
        return new PricedOrder(document);
    }

    Order.Document document() {
        return document;
    }

    String json() {
        return json;
    }

    byte[] hash() {
        return hash;
    }

    long total() {
        return document.total().orElse(0L);
    }

    long units() {
        return document.lines().stream().mapToLong(Order.Line::quantity).sum();
    }

    long discount() {
        return discount;
    }

    long refunded() {
        long refunds =
                document.refunds().stream().mapToLong(Order.Refund::amount).sum();
        return isReturn() ? refunds + Math.abs(total()) : refunds;
    }

    long returnedUnits() {
        long returned = document.returns().stream()
                .flatMap(goods -> goods.lines().stream())
                .mapToLong(Order.ReturnedLine::quantity)
                .sum();
        return isReturn() ? returned + units() : returned;
    }

    private boolean isReturn() {
        return document.status() == Order.Status.RETURNED;
    }

    private static Order.Document withTotals(Order.Document d) {
        List<Order.Line> lines = IntStream.range(0, d.lines().size())
                .mapToObj(i -> withTotal("/lines/" + i + "/total", d.lines().get(i)))
                .toList();
        long total = d.total()
                .orElseGet(() -> sum(
                        "/total",
                        d.shipping() + d.tax() + d.fees() - d.discount(),
                        lines.stream().mapToLong(line -> line.total().orElse(0L))));
        return new Order.Document(
                d.number(),
                // As exact as the column is: the document must read like the row.
                stored(d.placedAt()),
                d.status(),
                d.sellerAccount(),
                d.currency(),
                d.customer(),
                d.shippingAddress(),
                d.billingAddress(),
                d.paymentMethod(),
                d.fulfilment(),
                lines,
                d.shipping(),
                d.tax(),
                d.fees(),
                d.discount(),
                d.promoCodes(),
                Optional.of(total),
                d.refunds(),
                d.returns(),
                d.feedback(),
                d.attribution());
    }

    private static Order.Line withTotal(String pointer, Order.Line line) {
        if (line.total().isPresent()) {
            return line;
        }
        long total;
        try {
            total = Math.subtractExact(Math.multiplyExact(line.quantity(), line.unitPrice()), line.discount());
        } catch (ArithmeticException e) {
            throw tooLarge(pointer);
        }
        if (Math.abs(total) > OrderChecks.MAX_AMOUNT) {
            throw tooLarge(pointer);
        }
        return new Order.Line(
                line.sku(),
                line.name(),
                line.category(),
                line.brand(),
                line.quantity(),
                line.unitPrice(),
                line.discount(),
                line.cost(),
                Optional.of(total));
    }

    private static long sum(String pointer, long first, LongStream more) {
        return more.reduce(first, (sum, next) -> {
            // Both are bounded, so that this cannot overflow before it is noticed.
            if (Math.abs(sum + next) > OrderChecks.MAX_AMOUNT) {
                throw tooLarge(pointer);
            }
            return sum + next;
        });
    }

    private static Problem.Invalid tooLarge(String pointer) {
        return Problem.Invalid.at(pointer, "range", "A total is at most " + OrderChecks.MAX_AMOUNT + " minor units.");
    }

    private static Instant stored(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    private static String json(Order.Document document) {
        try {
            return WRITER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
