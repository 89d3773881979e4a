package org.clientele.order.internal;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clientele.customer.Address;
import org.clientele.customer.ExternalId;
import org.clientele.order.Order;
import org.jspecify.annotations.Nullable;

/**
 * Takes the person out of an order. Amounts, goods and times stay; the same document always becomes the same one, so that telling of
 * it again is noticed as nothing new.
 */
final class AnonymousOrder {
    private static final String NOBODY = "erased";
    private static final Set<String> CHANNEL =
            Set.of("channel", "campaign", "affiliate", "subAffiliate", "source", "medium");
    private static final int SHORTEST = 3;

    private final Optional<Pattern> person;

    private AnonymousOrder(Set<String> names) {
        this.person = names.isEmpty()
                ? Optional.empty()
                : Optional.of(Pattern.compile(
                        names.stream()
                                .map(name -> "(?<![\\p{L}\\p{N}])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}])")
                                .collect(Collectors.joining("|")),
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    /** @param known what tells who the customer is, beside what the order says */
    static Order.Document of(Order.Document order, UUID customer, Collection<String> known) {
        Set<String> names = new TreeSet<>(known);
        Stream.concat(
                        buyer(order.customer()),
                        Stream.of(order.shippingAddress(), order.billingAddress())
                                .flatMap(Optional::stream)
                                .flatMap(AnonymousOrder::address))
                .forEach(names::add);
        names.removeIf(name -> name.strip().length() < SHORTEST);
        return new AnonymousOrder(names).apply(order, customer);
    }

    private static Stream<String> buyer(Order.Buyer buyer) {
        return Stream.of(
                        buyer.email(),
                        buyer.firstName(),
                        buyer.lastName(),
                        buyer.phone(),
                        buyer.externalId().map(ExternalId::id))
                .flatMap(Optional::stream);
    }

    private static Stream<String> address(Address.Content address) {
        return Stream.of(
                        address.firstName(),
                        address.lastName(),
                        address.company(),
                        address.line1(),
                        address.line2(),
                        address.line3(),
                        address.phone())
                .flatMap(Optional::stream);
    }

    private Order.Document apply(Order.Document order, UUID customer) {
        return new Order.Document(
                order.number(),
                order.placedAt(),
                order.status(),
                order.sellerAccount(),
                order.currency(),
                Order.Buyer.of(customer),
                Optional.empty(),
                Optional.empty(),
                order.paymentMethod().filter(this::isNobody),
                order.fulfilment().filter(this::isNobody),
                order.lines().stream().map(this::line).toList(),
                order.shipping(),
                order.tax(),
                order.fees(),
                order.discount(),
                order.promoCodes().stream()
                        .map(promo -> new Order.Promo(isNobody(promo.code()) ? promo.code() : NOBODY, promo.discount()))
                        .toList(),
                order.total(),
                order.refunds().stream().map(AnonymousOrder::refund).toList(),
                order.returns(),
                order.feedback(),
                attribution(order.attribution()));
    }

    private Order.Line line(Order.Line line) {
        return new Order.Line(
                line.sku(),
                line.name().filter(this::isNobody),
                line.category(),
                line.brand(),
                line.quantity(),
                line.unitPrice(),
                line.discount(),
                line.cost(),
                line.total());
    }

    /** A reason is free text of whoever refunded. */
    private static Order.Refund refund(Order.Refund refund) {
        return new Order.Refund(refund.id(), refund.at(), refund.amount(), Optional.empty(), refund.lines());
    }

    private Map<String, @Nullable Object> attribution(Map<String, @Nullable Object> all) {
        Map<String, @Nullable Object> kept = new TreeMap<>();
        all.forEach((name, value) -> {
            if (CHANNEL.contains(name) && value instanceof String text && isNobody(text)) {
                kept.put(name, text);
            }
        });
        return kept;
    }

    private boolean isNobody(String text) {
        return person.isEmpty() || !person.get().matcher(text).find();
    }
}
