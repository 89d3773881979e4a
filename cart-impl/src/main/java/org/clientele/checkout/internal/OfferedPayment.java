package org.clientele.checkout.internal;

import java.util.List;
import java.util.Optional;
import org.clientele.cart.Cart;
import org.clientele.checkout.PaymentMethod;
import org.clientele.checkout.PaymentMethods;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** How carts can be paid, from the service with the highest ranking, whichever that is by now. */
@Component(service = OfferedPayment.class, configurationPid = "org.clientele.checkout")
public final class OfferedPayment {
    private static final String NAME = "payment-methods";

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable PaymentMethods methods;

    private final HostCalls host;

    @Activate
    public OfferedPayment(CheckoutConfig config) {
        this.host = new HostCalls(config);
    }

    OfferedPayment(CheckoutConfig config, PaymentMethods methods) {
        this(config);
        this.methods = methods;
    }

    List<PaymentMethod> of(Cart cart) {
        PaymentMethods present = methods;
        if (present == null) {
            throw HostCalls.unavailable(NAME);
        }
        return host.ask(NAME, present, () -> List.copyOf(present.offered(cart)));
    }

    Optional<PaymentMethod> find(Cart cart, String id) {
        return of(cart).stream().filter(method -> method.id().equals(id)).findFirst();
    }
}
