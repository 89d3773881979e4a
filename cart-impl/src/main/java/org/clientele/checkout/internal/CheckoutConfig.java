package org.clientele.checkout.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        id = "org.clientele.checkout",
        name = "Clientele checkout",
        description =
                "Payment, shipping, tax and orders, unless the host brings its own (etc/org.clientele.checkout.cfg).")
@interface CheckoutConfig {
    @AttributeDefinition(
            name = "Payment methods",
            description =
                    "Ids with names, in the order they are shown; (redirect) after those that only the customer can choose."
                            + " Empty: invoice, prepayment, paypal and klarna (CLIENTELE_CHECKOUT_PAYMENT_METHODS).")
    String paymentMethods() default "";

    @AttributeDefinition(
            name = "Shipping",
            description = "Flat rates in minor units for countries, * for all others: DE=490 EUR, *=1490 EUR."
                    + " Empty: nothing (CLIENTELE_CHECKOUT_SHIPPING).")
    String shipping() default "";

    @AttributeDefinition(
            name = "Free shipping from",
            description = "From which value of the lines on, after offers, nothing is charged: 5000 EUR, 6000 USD."
                    + " Empty: never (CLIENTELE_CHECKOUT_FREE_SHIPPING_FROM).")
    String freeShippingFrom() default "";

    @AttributeDefinition(
            name = "Tax",
            description = "Percent for countries, * for all others, added to lines and shipping: DE=19, CH=8.1."
                    + " Empty: none (CLIENTELE_CHECKOUT_TAX).")
    String tax() default "";

    @AttributeDefinition(
            name = "Order prefix",
            description =
                    "What order numbers begin with; at least six digits follow (CLIENTELE_CHECKOUT_ORDER_PREFIX).")
    String orderPrefix() default "W-";

    @AttributeDefinition(
            name = "Host limit",
            description = "After how many milliseconds a service of the host is given up.",
            min = "10",
            max = "60000")
    int hostLimitMillis() default 2_000;
}
