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

    @AttributeDefinition(
            name = "Merge policy",
            description = "What a login does with a guest's cart unless the storefront says otherwise: add, keep-newer,"
                    + " keep-customer or replace (CLIENTELE_CART_MERGE_POLICY).")
    String mergePolicy() default "add";

    @AttributeDefinition(
            name = "Abandoned after minutes",
            description = "After how long without a change an open cart with lines counts as abandoned"
                    + " (CLIENTELE_CART_ABANDONED_AFTER_MINUTES).",
            min = "1",
            max = "525600")
    int abandonedAfterMinutes() default 60;

    @AttributeDefinition(
            name = "Guest cart days",
            description = "After how long without a change a guest's open cart is deleted.",
            min = "1")
    int guestCartDays() default 30;

    @AttributeDefinition(
            name = "Customer cart days",
            description = "After how long without a change a customer's open cart expires; 0: never.",
            min = "0")
    int customerCartDays() default 365;

    @AttributeDefinition(
            name = "Closed cart days",
            description = "After how long a guest's cart that is completed, merged or expired is deleted; 0: never.",
            min = "0")
    int closedCartDays() default 730;
}
