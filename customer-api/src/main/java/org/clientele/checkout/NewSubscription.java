package org.clientele.checkout;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.clientele.cart.Attribution;
import org.clientele.cart.Schedule;

/**
 * A line of an order that is to be delivered again and again. The order is its first delivery.
 *
 * @param id UUIDv7, unique
 * @param customerId the customer of the order; of a guest's order the guest
 * @param orderNumber of the order that it began with, in the seller account
 * @param unitPrice of one when it began, in minor units of the currency, without offers
 * @param schedule recurring
 * @param attribution that of the cart
 * @param startedAt when the order was placed
 * @param nextAt of the second delivery: {@code startedAt} and one interval of the calendar, in UTC
 */
public record NewSubscription(
        UUID id,
        UUID customerId,
        String sellerAccount,
        String orderNumber,
        String sku,
        Optional<String> name,
        long quantity,
        long unitPrice,
        String currency,
        Schedule schedule,
        Attribution attribution,
        Instant startedAt,
        Instant nextAt) {}
