package org.clientele.cart.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        id = "org.clientele.cart",
        name = "Clientele carts",
        description = "What carts take, and when they are given up (etc/org.clientele.cart.cfg).")
@interface CartConfig {
    @AttributeDefinition(
            name = "Currency",
            description = "ISO 4217, of carts that are opened without one; empty: that of the first product"
                    + " (CLIENTELE_CART_CURRENCY).")
    String currency() default "";

    @AttributeDefinition(name = "Most lines", description = "How many lines a cart takes.", min = "1", max = "1000")
    int mostLines() default 500;

    @AttributeDefinition(
            name = "Most units",
            description = "How many pieces of one product a cart takes, unless the product says less.",
            min = "1",
            max = "1000000")
    int mostUnits() default 10_000;
}
