package org.clientele.customer.internal;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.address.internal.AddressRules;
import org.clientele.customer.Address;
import org.clientele.customer.Addresses;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Addresses as entities; changes of one customer's addresses wait for each other. */
@Component
public final class JpaAddresses implements Addresses {
    private static final int MOST = 200;

    private final Transactions transactions;
    private final Visibility visibility;

    @Activate
    public JpaAddresses(@Reference(target = "(schema=customer)") Transactions transactions, @Reference Access access) {
        this.transactions = transactions;
        this.visibility = new Visibility(access);
    }

    @Override
    public List<Address> of(UUID customer) {
        return transactions.call(em -> {
            CustomerEntity owner = owner(em, customer, LockModeType.NONE);
            return all(em, customer).stream()
                    .map(address -> address.toAddress(owner))
                    .toList();
        });
    }

    @Override
    public Optional<Address> find(UUID customer, UUID address) {
        return transactions.call(em -> {
            CustomerEntity owner = owner(em, customer, LockModeType.NONE);
            return Optional.ofNullable(em.find(AddressEntity.class, address))
                    .filter(entity -> entity.isOf(customer))
                    .map(entity -> entity.toAddress(owner));
        });
    }

    @Override
    public Address add(UUID customer, Address.Content entered, Set<Address.Purpose> defaults) {
        Address.Content content = checked(entered);
        return transactions.call(em -> {
            CustomerEntity owner = owner(em, customer, LockModeType.PESSIMISTIC_WRITE);
            if (all(em, customer).size() >= MOST) {
                throw new Problem.Conflict("too-many-addresses", "A customer has at most " + MOST + " addresses.");
            }
            AddressEntity address = new AddressEntity(Uuid7.next(), customer, content);
            em.persist(address);
            owner.adopt(address.id());
            owner.prefer(address.id(), defaults);
            locate(customer);
            return address.toAddress(owner);
        });
    }

    @Override
    public Address change(UUID customer, UUID address, OptionalLong version, Address.Content entered) {
        Address.Content content = checked(entered);
        return transactions.call(em -> {
            CustomerEntity owner = owner(em, customer, LockModeType.PESSIMISTIC_WRITE);
            AddressEntity entity = address(em, customer, address, version);
            entity.change(content);
            em.flush();
            locate(customer);
            return entity.toAddress(owner);
        });
    }

    @Override
    public void remove(UUID customer, UUID address, OptionalLong version) {
        transactions.run(em -> {
            CustomerEntity owner = owner(em, customer, LockModeType.PESSIMISTIC_WRITE);
            em.remove(address(em, customer, address, version));
            owner.abandon(address);
            locate(customer);
        });
    }

    private static Address.Content checked(Address.Content entered) {
        Address.Content content = CustomerPhones.entered(entered);
        Problem.Invalid.check(checks -> {
            CustomerChecks.address(checks, "", content);
            AddressRules.check(checks, "", content);
        });
        return content;
    }

    private CustomerEntity owner(EntityManager em, UUID customer, LockModeType lock) {
        Optional<List<String>> seen = transactions.read(connection -> visibility.sellerAccounts(connection, customer));
        CustomerEntity owner = seen.isEmpty() ? null : em.find(CustomerEntity.class, customer, lock);
        if (owner == null) {
            throw JpaCustomers.notFound();
        }
        if (lock != LockModeType.NONE) {
            owner.requirePerson();
        }
        return owner;
    }

    private static List<AddressEntity> all(EntityManager em, UUID customer) {
        return em.createQuery(
                        "select a from AddressEntity a where a.customerId = :customer order by a.id",
                        AddressEntity.class)
                .setParameter("customer", customer)
                .getResultList();
    }

    private static AddressEntity address(EntityManager em, UUID customer, UUID id, OptionalLong version) {
        AddressEntity entity = em.find(AddressEntity.class, id);
        if (entity == null || !entity.isOf(customer)) {
            throw new Problem.NotFound("The customer has no such address.");
        }
        if (version.isPresent() && version.getAsLong() != entity.version()) {
            throw new Problem.Stale("The address was changed meanwhile.");
        }
        return entity;
    }

    private void locate(UUID customer) {
        transactions.sql(connection -> {
            CustomerRecords.locate(connection, customer);
            return true;
        });
    }
}
