package org.clientele.checkout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.cart.Cart;
import org.clientele.customer.Address;
import org.clientele.order.Order;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes orders of carts. Thread-safe; each method is one transaction: the order, the closed cart, its subscriptions and the events are there
 * together or not at all. Carts that the caller may not see are a {@link org.clientele.Problem.NotFound}.
 *
 * <p>Refused are carts that are not open ({@code cart-closed}) or wait for an approval ({@code awaiting-approval}), empty ones ({@code
 * cart-empty}), lines that cannot be bought now ({@code not-available}, with pointers to the lines), another total than expected ({@code
 * total-changed}), a customer who is inactive ({@code inactive}): all {@link org.clientele.Problem.Conflict}. Wrong choices are a {@link
 * org.clientele.Problem.Invalid}.
 */
@ProviderType
public interface Checkout {
    /** As the shopper, or the storefront for a guest. A cart is placed once. */
    Outcome place(UUID cart, Choices choices);

    /**
     * As whoever serves the customer; the attribution names that one unless it has an agent.
     *
     * @param customerIp the network address of the customer, if it is known
     * @throws org.clientele.Problem.Conflict {@code redirect-payment-needs-customer} if only the customer can pay that way
     */
    Outcome placeFor(UUID cart, Choices choices, Optional<String> customerIp);

    /** Takes back the request for an approval: the cart can be changed again. */
    void withdraw(UUID cart);

    /**
     * How a cart can be paid.
     *
     * @param assisted whether somebody else chooses for the customer
     */
    List<Payable> paymentMethods(UUID cart, boolean assisted);

    /**
     * A payment method for a cart.
     *
     * @param usable false if only the customer can choose it, and somebody else is choosing
     */
    record Payable(String id, String name, boolean redirect, boolean usable) {}

    /**
     * What is chosen at checkout. Of a customer what is absent is taken from the customer; a guest needs an e-mail address.
     *
     * @param paymentMethod the id of one that is offered for the cart
     * @param shippingAddress its country becomes that of the cart
     * @param shippingAddressId one of the customer's, instead
     * @param billingAddressId one of the customer's, instead of an address
     * @param expectedTotal what was shown, in minor units: another total is refused
     * @param purchaseOrder the number of the customer's own order, at most 100 characters
     */
    record Choices(
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
            Optional<String> purchaseOrder) {
        /** Nothing but how to pay. */
        public static Choices of(String paymentMethod) {
            return new Choices(
                    paymentMethod,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /**
     * What came of a checkout: an order, or an approval to wait for.
     *
     * @param cart completed, or held until it is decided
     * @param subscriptions what began with the order
     */
    record Outcome(
            Optional<Placed> order, Cart cart, Optional<Approval> approval, List<NewSubscription> subscriptions) {
        public Outcome {
            subscriptions = List.copyOf(subscriptions);
        }
    }

    /** @param total minor units of the currency */
    record Placed(String number, long total, String currency, Order.Status status, Instant placedAt) {}
}
