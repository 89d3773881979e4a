package org.clientele.customer;

import java.util.List;
import java.util.Map;
import org.clientele.Money;

/**
 * Sums and rates over customers.
 *
 * @param total how many customers
 * @param fresh those whose first order is at most the configured number of days ago (F22)
 * @param active those that are not deactivated
 * @param inactive those that are
 * @param withAccount those with a login
 * @param guests those without one
 * @param leads those without an order
 * @param customers those with one
 * @param returning those with at least two
 * @param returningRate {@code returning / customers}, 0 without customers
 * @param orders sum of the attribute
 * @param units sum of the attribute
 * @param returnedUnits sum of the attribute
 * @param totalSpent sum of the attribute in the currency that most customers use
 * @param totalRefunded sum of the attribute in that currency
 * @param discountReceived sum of the attribute in that currency
 * @param averageOrderValue {@code totalSpent} by the orders in that currency, half up; of several seller accounts taken together, by
 *     all orders of the customers who use it
 * @param byCurrency totalSpent in every currency there is
 * @param trend the last twelve months, oldest first
 */
public record CustomerStatistics(
        long total,
        long fresh,
        long active,
        long inactive,
        long withAccount,
        long guests,
        long leads,
        long customers,
        long returning,
        double returningRate,
        long orders,
        long units,
        long returnedUnits,
        Money totalSpent,
        Money totalRefunded,
        Money discountReceived,
        Money averageOrderValue,
        Map<String, Money> byCurrency,
        List<Month> trend) {
    /**
     * @param month {@code YYYY-MM}
     * @param registered customers created in it
     * @param firstOrders customers whose first order was in it
     */
    public record Month(String month, long registered, long firstOrders) {}
}
