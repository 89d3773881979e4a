package org.clientele.cart;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What somebody is about to buy, and what it comes to at this moment. All amounts are minor units of its currency, and computed here:
 *
 * <pre>
 * line.total = line.quantity x line.unitPrice - line.discount
 * subtotal   = sum of line.quantity x line.unitPrice
 * discount   = sum of offers' amounts
 * total      = subtotal - discount + shipping + tax, never below zero
 * </pre>
 *
 * A percentage of an amount is rounded half up to a minor unit, once for each line. An offer of free shipping leaves {@code shipping} as it
 * is, and its amount is as much; vouchers pay from what is left with shipping and tax. While a cart is open its prices follow the
 * catalogue; from checkout on they stay.
 *
 * @param customerId whose it is; empty for a guest's
 * @param currency ISO 4217; empty until the first line, unless it was given
 * @param codes of coupons and vouchers, in the order they were entered
 * @param offers what applied: offers, coupons and vouchers
 * @param hints what is missing for others
 * @param country ISO 3166-1 alpha-2, where it goes to, as far as it is known; shipping and tax depend on it
 * @param discount on everything; the discounts of the lines and what is taken off shipping or paid by vouchers
 * @param createdAt to the microsecond
 * @param changedAt when somebody last changed it
 * @param order the number of the order that it became
 * @param version grows with each change
 */
public record Cart(
        UUID id,
        Status status,
        Optional<UUID> customerId,
        Optional<String> currency,
        String sellerAccount,
        List<Line> lines,
        List<String> codes,
        List<Applied> offers,
        List<Hint> hints,
        Attribution attribution,
        Optional<String> country,
        long subtotal,
        long discount,
        long shipping,
        long tax,
        long total,
        Instant createdAt,
        Instant changedAt,
        Optional<String> order,
        long version) {
    public Cart {
        lines = List.copyOf(lines);
        codes = List.copyOf(codes);
        offers = List.copyOf(offers);
        hints = List.copyOf(hints);
    }

    /** How far a cart is. Only open ones change. */
    public enum Status {
        OPEN,
        /** An order was placed. */
        COMPLETED,
        /** Its lines went into another one. */
        MERGED,
        /** Nobody came back. */
        EXPIRED
    }

    /**
     * So much of a product, on one schedule: two lines of a cart differ in one of them.
     *
     * @param unitPrice of one, for whoever buys, so many of it
     * @param discount what offers take off, of all
     * @param available whether it can be bought now; otherwise the price is the last that was known, and checkout is refused
     */
    public record Line(
            UUID id,
            String sku,
            Optional<String> name,
            long quantity,
            long unitPrice,
            long discount,
            long total,
            Schedule schedule,
            boolean available) {}

    /**
     * An offer, a coupon or a voucher that took something off.
     *
     * @param id of the offer, or the code
     * @param amount what it took off, at least 0
     */
    public record Applied(String id, Kind kind, String name, long amount) {}

    /** What took something off. */
    public enum Kind {
        OFFER,
        COUPON,
        VOUCHER
    }

    /**
     * Why something does not apply (yet).
     *
     * @param id of the offer, or the code
     * @param missing a stable word: {@code quantity}, {@code subtotal}, {@code group}, {@code segment}, {@code not-yet}, {@code over},
     *     {@code used-up}, {@code unknown}, {@code not-combinable}, {@code no-saving}, {@code currency}
     * @param amount how many units, or how much money, are missing, for {@code quantity} and {@code subtotal}
     * @param text the same for people, in English
     */
    public record Hint(String id, Kind kind, String name, String missing, Optional<Long> amount, String text) {}
}
