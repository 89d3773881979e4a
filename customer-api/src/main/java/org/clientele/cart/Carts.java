package org.clientele.cart;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.Page;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All carts. Thread-safe; each method is one transaction.
 *
 * <p>A caller with a scope {@code carts:*} sees the carts of the own seller accounts. A shopper sees the own carts, and like a storefront those of
 * guests, whoever knows their id. Others are not found.
 *
 * <p>Changes of one cart come one after the other and lose nothing: what is added adds up. {@code version} is the one that a change is
 * based on, empty for any. A change throws {@link org.clientele.Problem.NotFound} if there is no such cart or line, {@link
 * org.clientele.Problem.Stale} if it has another version, {@link org.clientele.Problem.Conflict} {@code cart-closed} if it is not open, and {@link
 * org.clientele.Problem.Invalid} if a member is wrong.
 */
@ProviderType
public interface Carts {
    /** Opens one. A shopper's is the shopper's own. What a member of staff opens is attributed to that one, unless it says otherwise. */
    Cart open(Opening opening);

    /** As it stands now, with the prices of now. */
    Optional<Cart> find(UUID id);

    /** Adds to what is there of the same product on the same schedule. All of them or none. */
    Cart add(UUID cart, OptionalLong version, List<Addition> additions);

    /** Sets the quantity or the schedule of a line. If another line has the product on that schedule they become one. */
    Cart change(UUID cart, OptionalLong version, UUID line, LineChange change);

    Cart remove(UUID cart, OptionalLong version, UUID line);

    /**
     * Enters the code of a coupon or a voucher; twice is as good as once. A code that does not apply now stays, with a hint.
     *
     * @throws org.clientele.Problem.Invalid at {@code /code} if there is no such code
     */
    Cart enter(UUID cart, OptionalLong version, String code);

    /** Takes a code out again; nothing happens if it is not there. */
    Cart withdraw(UUID cart, OptionalLong version, String code);

    Cart attribute(UUID cart, OptionalLong version, Attribution attribution);

    /** Changes where it goes to. */
    Cart send(UUID cart, OptionalLong version, Optional<String> country);

    /**
     * Makes a guest's cart a customer's.
     *
     * @throws org.clientele.Problem.Conflict {@code other-customer} if it is another one's
     */
    Cart assign(UUID cart, OptionalLong version, UUID customer);

    /**
     * Deletes an open cart.
     */
    void remove(UUID cart, OptionalLong version);

    /**
     * Of the carts that a caller with {@code carts:read} sees; a shopper gets the own ones, if the selection names that customer. The total is exact
     * where counting is cheap.
     */
    Page<Listed> list(Selection wanted, Sort sort, Page.Request page);

    /**
     * A new cart.
     *
     * @param currency empty for the configured one, and without such that of the first product
     * @param sellerAccount empty for the only one of the caller, otherwise {@code default}
     */
    record Opening(
            Optional<UUID> customerId,
            Optional<String> currency,
            Optional<String> sellerAccount,
            Optional<String> country,
            Optional<Attribution> attribution,
            List<Addition> lines) {
        public Opening {
            lines = lines == null ? List.of() : List.copyOf(lines);
        }

        /** A guest's, without anything. */
        public static final Opening GUEST = new Opening(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * Something to put in.
     *
     * @param quantity at least 1
     * @param schedule once if absent
     */
    record Addition(String sku, long quantity, Optional<Schedule> schedule) {}

    /** What is to be other in a line; what is absent stays. */
    record LineChange(Optional<Long> quantity, Optional<Schedule> schedule) {}

    /**
     * Which carts are wanted.
     *
     * @param abandoned whether nobody has touched them for the configured time
     * @param minTotal inclusive, in minor units; name the currency too if there are several
     * @param maxTotal inclusive
     * @param changedBefore exclusive: not touched since
     * @param changedAfter inclusive
     */
    record Selection(
            Optional<Cart.Status> status,
            Optional<UUID> customer,
            Optional<Boolean> abandoned,
            Optional<Boolean> guest,
            Optional<String> currency,
            Optional<Long> minTotal,
            Optional<Long> maxTotal,
            Optional<Instant> changedBefore,
            Optional<Instant> changedAfter) {
        /** All there are. */
        public static final Selection ALL = new Selection(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        /** Of a customer, in a status. */
        public static Selection of(UUID customer, Cart.Status status) {
            return new Selection(
                    Optional.of(status),
                    Optional.of(customer),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /** In which order. */
    enum Sort {
        /** Changed last first. */
        NEWEST,
        OLDEST,
        /** Opened last first. */
        LAST_OPENED,
        FIRST_OPENED,
        /** By the total in minor units, whatever the currency. */
        LARGEST,
        SMALLEST
    }

    /**
     * A cart in a list, with what it came to when it was last changed.
     *
     * @param units how many pieces are in it
     */
    record Listed(
            UUID id,
            Cart.Status status,
            Optional<UUID> customerId,
            Optional<String> currency,
            String sellerAccount,
            int lines,
            long units,
            long total,
            Optional<String> agent,
            Instant createdAt,
            Instant changedAt,
            Optional<Instant> abandonedAt,
            long version) {}
}
