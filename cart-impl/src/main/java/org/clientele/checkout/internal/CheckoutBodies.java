package org.clientele.checkout.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.cart.Cart;
import org.clientele.cart.Schedule;
import org.clientele.cart.internal.ShopperCart;
import org.clientele.checkout.Approval;
import org.clientele.checkout.Checkout;
import org.clientele.checkout.NewSubscription;
import org.clientele.customer.Address;

/** What is sent and answered at checkout. */
final class CheckoutBodies {
    private CheckoutBodies() {}

    /** A checkout by whoever serves the customer. */
    public record Assisted(
            String paymentMethod,
            Optional<String> email,
            Optional<String> firstName,
            Optional<String> lastName,
            Optional<String> phone,
            Optional<Address.Content> shippingAddress,
            Optional<UUID> shippingAddressId,
            Optional<Address.Content> billingAddress,
            Optional<UUID> billingAddressId,
            Optional<Long> expectedTotal,
            Optional<String> purchaseOrder,
            Optional<String> customerIp) {
        Checkout.Choices choices() {
            return new Checkout.Choices(
                    paymentMethod,
                    email,
                    firstName,
                    lastName,
                    phone,
                    shippingAddress,
                    shippingAddressId,
                    billingAddress,
                    billingAddressId,
                    expectedTotal,
                    purchaseOrder);
        }
    }

    /** Why it is rejected. */
    public record Rejection(Optional<String> reason) {}

    /**
     * What somebody has to decide about.
     *
     * @param cart as whoever reads it sees carts
     * @param mayDecide whether whoever reads it may
     */
    public record Asked<C>(Approval approval, C cart, boolean mayDecide) {
        static Asked<ShopperCart> forShopper(Asked<Cart> asked) {
            return new Asked<>(asked.approval(), ShopperCart.of(asked.cart()), asked.mayDecide());
        }
    }

    /** What came of it; the cart as whoever reads it sees carts. */
    public record Result<C>(
            Optional<Checkout.Placed> order, C cart, Optional<Approval> approval, List<Begun> subscriptions) {
        static Result<Cart> of(Checkout.Outcome outcome) {
            return of(outcome, outcome.cart());
        }

        static Result<ShopperCart> forShopper(Checkout.Outcome outcome) {
            return of(outcome, ShopperCart.of(outcome.cart()));
        }

        private static <C> Result<C> of(Checkout.Outcome outcome, C cart) {
            return new Result<>(
                    outcome.order(),
                    cart,
                    outcome.approval(),
                    outcome.subscriptions().stream().map(Begun::of).toList());
        }
    }

    /** A subscription that began. */
    public record Begun(
            UUID id,
            String sku,
            Optional<String> name,
            long quantity,
            long unitPrice,
            String currency,
            Schedule schedule,
            Instant nextAt) {
        static Begun of(NewSubscription subscription) {
            return new Begun(
                    subscription.id(),
                    subscription.sku(),
                    subscription.name(),
                    subscription.quantity(),
                    subscription.unitPrice(),
                    subscription.currency(),
                    subscription.schedule(),
                    subscription.nextAt());
        }
    }

    /** How a cart can be paid. */
    public record Methods(List<Checkout.Payable> items) {}
}
