package org.clientele.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.customer.Address;
import org.clientele.customer.ExternalId;
import org.jspecify.annotations.Nullable;

/**
 * An order of the platform, as it was last told.
 *
 * @param id UUIDv7 (RFC 9562)
 * @param customerId whose order it is
 * @param document what was told, with the totals that were left out
 * @param importedAt when this version came in
 * @param version grows with each change
 */
public record Order(UUID id, UUID customerId, Document document, Instant importedAt, long version) {
    /** The seller account of documents that name none. */
    public static final String DEFAULT_SELLER_ACCOUNT = "default";

    public String number() {
        return document.number();
    }

    public String sellerAccount() {
        return document.sellerAccount();
    }

    /** How far an order is. Statistics leave out the cancelled ones. */
    public enum Status {
        PENDING,
        PROCESSING,
        COMPLETED,
        CANCELLED,
        /** What came back: its quantities are returned units, its total was refunded; it is no order in statistics. */
        RETURNED
    }

    /**
     * What is told of an order. All amounts are minor units of its currency.
     *
     * @param number unique within the seller account, 1 to 64 characters
     * @param sellerAccount {@link #DEFAULT_SELLER_ACCOUNT} if there is only one
     * @param currency ISO 4217
     * @param fulfilment the state of fulfilment, in the platform's words
     * @param lines at most 5,000
     * @param discount on the order as a whole; the lines' discounts come on top
     * @param total what was paid; if absent the lines + shipping + tax + fees - discount
     * @param attribution where the order came from: channel, campaign, affiliate, subAffiliate, agent, utm
     */
    public record Document(
            String number,
            Instant placedAt,
            Status status,
            String sellerAccount,
            String currency,
            Buyer customer,
            Optional<Address.Content> shippingAddress,
            Optional<Address.Content> billingAddress,
            Optional<String> paymentMethod,
            Optional<String> fulfilment,
            List<Line> lines,
            long shipping,
            long tax,
            long fees,
            long discount,
            List<Promo> promoCodes,
            Optional<Long> total,
            List<Refund> refunds,
            List<Return> returns,
            Optional<Feedback> feedback,
            Map<String, @Nullable Object> attribution) {
        public Document {
            sellerAccount = sellerAccount == null ? DEFAULT_SELLER_ACCOUNT : sellerAccount;
            lines = copy(lines);
            promoCodes = copy(promoCodes);
            refunds = copy(refunds);
            returns = copy(returns);
            attribution = attribution == null ? Map.of() : attribution;
        }

        /** The same with other refunds. */
        public Document withRefunds(List<Refund> others) {
            return new Document(
                    number,
                    placedAt,
                    status,
                    sellerAccount,
                    currency,
                    customer,
                    shippingAddress,
                    billingAddress,
                    paymentMethod,
                    fulfilment,
                    lines,
                    shipping,
                    tax,
                    fees,
                    discount,
                    promoCodes,
                    total,
                    others,
                    returns,
                    feedback,
                    attribution);
        }

        /** An order without anything but lines. */
        public static Document of(
                String number, Instant placedAt, Status status, String currency, Buyer customer, List<Line> lines) {
            return new Document(
                    number,
                    placedAt,
                    status,
                    DEFAULT_SELLER_ACCOUNT,
                    currency,
                    customer,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    lines,
                    0,
                    0,
                    0,
                    0,
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Map.of());
        }
    }

    /**
     * Who bought: found by id, else by external id, else by e-mail address among the guests; a guest is made if neither an
     * external id nor an e-mail address is known yet.
     *
     * @param id must exist
     * @param email never finds an account: guest orders join one only when the address is proven
     */
    public record Buyer(
            Optional<UUID> id,
            Optional<ExternalId> externalId,
            Optional<String> email,
            Optional<String> firstName,
            Optional<String> lastName,
            Optional<String> phone) {
        public static Buyer of(UUID id) {
            return new Buyer(
                    Optional.of(id),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        public static Buyer of(ExternalId externalId) {
            return new Buyer(
                    Optional.empty(),
                    Optional.of(externalId),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        public static Buyer of(String email) {
            return new Buyer(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(email),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /**
     * One product of an order.
     *
     * @param quantity at least 1, also in what came back
     * @param discount on the whole line
     * @param cost of the goods of the whole line
     * @param total if absent quantity * unitPrice - discount
     */
    public record Line(
            String sku,
            Optional<String> name,
            Optional<String> category,
            Optional<String> brand,
            long quantity,
            long unitPrice,
            long discount,
            Optional<Long> cost,
            Optional<Long> total) {
        public static Line of(String sku, long quantity, long unitPrice) {
            return new Line(
                    sku,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    quantity,
                    unitPrice,
                    0,
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /**
     * A promotion code that was used.
     *
     * @param discount how much of the order's discount it stands for
     */
    public record Promo(String code, long discount) {}

    /**
     * Money that went back.
     *
     * @param id of one that {@link Refunds} recorded, or the platform's own; at most 64 characters
     * @param amount with its share of the tax
     * @param lines what it was paid back for; says nothing about goods that came back
     */
    public record Refund(
            Optional<String> id, Instant at, long amount, Optional<String> reason, List<ReturnedLine> lines) {
        public Refund {
            lines = copy(lines);
        }

        /** One that has no id and is not for certain lines. */
        public static Refund of(Instant at, long amount, Optional<String> reason) {
            return new Refund(Optional.empty(), at, amount, reason, List.of());
        }
    }

    /** Goods that came back. */
    public record Return(Instant at, List<ReturnedLine> lines) {
        public Return {
            lines = copy(lines);
        }
    }

    /** @param quantity at least 1 */
    public record ReturnedLine(String sku, long quantity) {}

    /** @param rating 1 to 5; 1 and 2 are negative */
    public record Feedback(int rating, Optional<Instant> at) {}

    /** Takes what a document left out for an empty list, and keeps nulls in one for the checks to find. */
    private static <T> List<T> copy(@Nullable List<T> items) {
        return items == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(items));
    }
}
