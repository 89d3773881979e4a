package org.clientele.checkout;

/**
 * A way to pay.
 *
 * @param id what the order says, 1 to 64 characters
 * @param name what people read
 * @param redirect whether the customer has to go to another site to pay, so that nobody else can choose it for the customer
 */
public record PaymentMethod(String id, String name, boolean redirect) {}
