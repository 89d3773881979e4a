package org.clientele.search.internal;

/**
 * What the shipped views and totals are measured by.
 *
 * @param newDays a customer is new for so many days after the first order
 * @param loyalOrders a customer with at least so many orders is loyal, 1 to 100
 * @param countLimit totals up to this are counted, above it estimated
 * @param currency of sums while there is no order
 * @param keptBytes of rows that were sent and may be sent again
 */
record Thresholds(int newDays, int loyalOrders, int countLimit, String currency, long keptBytes) {
    static Thresholds of(SearchConfig config) {
        return new Thresholds(
                Math.max(0, config.newDays()),
                Math.min(100, Math.max(1, config.loyalOrders())),
                Math.max(1, config.countLimit()),
                config.currency(),
                Math.max(0, config.keptMiB()) * 1_048_576L);
    }
}
