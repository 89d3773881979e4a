package org.clientele.checkout.internal;

import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.checkout.Checkout;
import org.clientele.customer.Address;
import org.clientele.customer.Addresses;
import org.clientele.customer.Customer;
import org.clientele.customer.Customers;
import org.clientele.order.Order;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Completes what was chosen by what is known of the customer. Whoever may see the cart has been asked before. */
@Component(service = Purchasers.class)
public final class Purchasers {
    private static final Caller SYSTEM = Caller.system("cart");

    private final Customers customers;
    private final Addresses addresses;
    private final Access access;

    @Activate
    public Purchasers(@Reference Customers customers, @Reference Addresses addresses, @Reference Access access) {
        this.customers = customers;
        this.addresses = addresses;
        this.access = access;
    }

    /** Nobody erases or merges the customer until the transaction ends. */
    Customer lock(UUID id) {
        return access.call(SYSTEM, () -> customers.lock(id));
    }

    /** @throws Problem.Conflict {@code inactive} */
    Purchaser of(Optional<Customer> customer, Checkout.Choices choices) {
        if (customer.map(who -> who.status() != Customer.Status.ACTIVE).orElse(false)) {
            throw new Problem.Conflict("inactive", "The customer is inactive.");
        }
        if (customer.isEmpty() && choices.email().isEmpty()) {
            throw Problem.Invalid.at("/email", "required", "A guest needs an e-mail address.");
        }
        Order.Buyer buyer = new Order.Buyer(
                customer.map(Customer::id),
                Optional.empty(),
                choices.email().or(() -> customer.flatMap(Customer::email)),
                choices.firstName().or(() -> customer.flatMap(Customer::firstName)),
                choices.lastName().or(() -> customer.flatMap(Customer::lastName)),
                choices.phone().or(() -> customer.flatMap(Customer::phone)));
        return new Purchaser(
                buyer,
                choices.shippingAddress()
                        .or(() -> chosen(customer, choices.shippingAddressId(), "/shippingAddressId"))
                        .or(() -> usual(customer, customer.flatMap(Customer::defaultShippingAddressId))),
                choices.billingAddress()
                        .or(() -> chosen(customer, choices.billingAddressId(), "/billingAddressId"))
                        .or(() -> usual(customer, customer.flatMap(Customer::defaultBillingAddressId))));
    }

    private Optional<Address.Content> chosen(Optional<Customer> customer, Optional<UUID> id, String pointer) {
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Optional<Address.Content> found = usual(customer, id);
        if (found.isEmpty()) {
            throw Problem.Invalid.at(pointer, "not-found", "The customer has no such address.");
        }
        return found;
    }

    private Optional<Address.Content> usual(Optional<Customer> customer, Optional<UUID> id) {
        return customer.flatMap(who -> id.flatMap(address ->
                access.call(SYSTEM, () -> addresses.find(who.id(), address)).map(Address::content)));
    }
}
