package org.clientele.checkout.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clientele.Problem;
import org.clientele.cart.Cart;
import org.clientele.cart.internal.CheckoutCarts;
import org.clientele.checkout.Checkout;
import org.clientele.checkout.PaymentMethod;
import org.clientele.customer.Customer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A cart that is about to become an order: with the prices of now, and nothing against it. */
@Component(service = Preparation.class)
public final class Preparation {
    private final CheckoutCarts carts;
    private final Purchasers purchasers;
    private final OfferedPayment payment;

    @Activate
    public Preparation(
            @Reference CheckoutCarts carts, @Reference Purchasers purchasers, @Reference OfferedPayment payment) {
        this.carts = carts;
        this.purchasers = purchasers;
        this.payment = payment;
    }

    /** @param cart with the prices of now */
    record Prepared(Cart cart, boolean abandoned, Purchaser purchaser, String paymentMethod) {}

    Prepared prepare(
            CheckoutCarts.Locked locked, Optional<Customer> customer, Checkout.Choices choices, boolean agent) {
        Purchaser purchaser = purchasers.of(customer, choices);
        Cart cart = carts.priced(locked.cart(), customer.map(Customer::id), purchaser.country());
        requireGoods(cart);
        PaymentMethod method = payment.find(cart, choices.paymentMethod())
                .orElseThrow(() -> Problem.Invalid.at(
                        "/paymentMethod", "payment-method", "There is no such payment method for this cart."));
        if (agent && method.redirect()) {
            throw new Problem.Conflict(
                    "redirect-payment-needs-customer",
                    "Only the customer can pay this way: send the customer a link to the cart.");
        }
        if (choices.expectedTotal().isPresent() && choices.expectedTotal().get() != cart.total()) {
            throw totalChanged();
        }
        return new Prepared(cart, locked.abandoned(), purchaser, method.id());
    }

    static Problem.Conflict totalChanged() {
        return new Problem.Conflict("total-changed", "The cart comes to another total by now: read it again.");
    }

    private static void requireGoods(Cart cart) {
        if (cart.lines().isEmpty()) {
            throw new Problem.Conflict("cart-empty", "There is nothing in the cart.");
        }
        List<Problem.Violation> missing = new ArrayList<>();
        for (int i = 0; i < cart.lines().size(); i++) {
            if (!cart.lines().get(i).available()) {
                missing.add(
                        new Problem.Violation("/lines/" + i, "not-available", "This product cannot be bought now."));
            }
        }
        if (!missing.isEmpty()) {
            throw new Problem.Conflict("not-available", "Some lines cannot be bought now.", missing);
        }
    }
}
