package org.clientele.checkout.internal;

import org.clientele.cart.Cart;
import org.clientele.checkout.Shipping;
import org.clientele.checkout.Tax;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Shipping and tax, from the services with the highest ranking, whichever those are by now. */
@Component(service = Charges.class, configurationPid = "org.clientele.checkout")
public final class Charges {
    private static final String SHIPPING = "shipping";
    private static final String TAX = "tax";

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Shipping shipping;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Tax tax;

    private final HostCalls host;

    @Activate
    public Charges(CheckoutConfig config) {
        this.host = new HostCalls(config);
    }

    Charges(CheckoutConfig config, Shipping shipping, Tax tax) {
        this(config);
        this.shipping = shipping;
        this.tax = tax;
    }

    /** What it costs to send the cart; nothing for an empty one. */
    public long shipping(Cart cart) {
        Shipping present = shipping;
        if (cart.lines().isEmpty()) {
            return 0;
        }
        if (present == null) {
            throw HostCalls.unavailable(SHIPPING);
        }
        return host.ask(SHIPPING, present, () -> notNegative(present.cost(cart)));
    }

    /** @param cart with its shipping and what offers took off */
    public long tax(Cart cart) {
        Tax present = tax;
        if (cart.lines().isEmpty()) {
            return 0;
        }
        if (present == null) {
            throw HostCalls.unavailable(TAX);
        }
        return host.ask(TAX, present, () -> notNegative(present.amount(cart)));
    }

    private static long notNegative(long amount) {
        if (amount < 0) {
            throw new IllegalStateException("An amount below zero: " + amount);
        }
        return amount;
    }
}
