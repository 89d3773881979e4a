package org.clientele.account.internal;

import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.customer.Customer;
import org.clientele.customer.internal.JpaCustomers;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What follows when a customer has proven an e-mail address. */
@Component(service = Proof.class)
public final class Proof {
    private final Transactions transactions;
    private final Access access;
    private final JpaCustomers customers;
    private final Credentials credentials;
    private final Guests guests;
    private final AccountNews news;

    @Activate
    public Proof(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference JpaCustomers customers,
            @Reference Guests guests,
            @Reference AccountNews news) {
        this.transactions = transactions;
        this.access = access;
        this.customers = customers;
        this.credentials = new Credentials(transactions);
        this.guests = guests;
        this.news = news;
    }

    /** The present address. */
    Customer of(UUID customer) {
        return as(() -> {
            Credentials.Address address = credentials.address(customer).orElseThrow(JpaCustomers::notFound);
            guests.attach(customer, address.email());
            Customer proven = customers.prove(customer);
            if (!address.verified()) {
                news.tell("account.verified", customer, Map.of(), listener -> listener.verified(proven));
            }
            return proven;
        });
    }

    /** The address that was proven before; guests may have bought with it since. */
    Customer again(UUID customer) {
        return as(() -> {
            credentials.address(customer).ifPresent(address -> guests.attach(customer, address.email()));
            return customers.find(customer).orElseThrow(JpaCustomers::notFound);
        });
    }

    /** A new address, which becomes the customer's. */
    Customer of(UUID customer, String email) {
        return as(() -> {
            guests.attach(customer, email);
            Customer proven = customers.moveTo(customer, email);
            news.tell("account.verified", customer, Map.of(), listener -> listener.verified(proven));
            return proven;
        });
    }

    private Customer as(Supplier<Customer> work) {
        return access.call(Caller.system("customer-impl"), () -> transactions.call(em -> work.get()));
    }
}
