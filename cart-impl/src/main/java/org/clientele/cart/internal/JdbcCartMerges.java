package org.clientele.cart.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.cart.Attribution;
import org.clientele.cart.Cart;
import org.clientele.cart.CartMerge;
import org.clientele.cart.CartMerges;
import org.clientele.customer.Customers;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Merges under the locks of the customer and of both carts, with what an undo needs in {@code cart.cart_merge}. */
@Component(service = CartMerges.class, configurationPid = "org.clientele.cart")
public final class JdbcCartMerges implements CartMerges {
    private final Transactions transactions;
    private final CartAccess access;
    private final Customers customers;
    private final Events events;
    private final Pricing pricing;
    private final int mostLines;
    private final int mostUnits;
    private final CartMerge.Policy usual;

    @Activate
    public JdbcCartMerges(
            @Reference(target = "(schema=cart)") Transactions transactions,
            @Reference CartAccess access,
            @Reference Customers customers,
            @Reference Events events,
            @Reference Pricing pricing,
            CartConfig config) {
        this.transactions = transactions;
        this.access = access;
        this.customers = customers;
        this.events = events;
        this.pricing = pricing;
        this.mostLines = config.mostLines();
        this.mostUnits = config.mostUnits();
        this.usual = MergePolicies.read(config.mergePolicy())
                .orElseThrow(() -> new IllegalArgumentException(
                        "mergePolicy is add, keep-newer, keep-customer or replace, not " + config.mergePolicy()));
    }

    /** A cart whose row is locked. */
    private record Locked(Cart cart, boolean abandoned) {}

    @Override
    public CartMerge adopt(UUID customer, UUID guestCart, Optional<CartMerge.Policy> policy) {
        if (!access.isStaff() && !access.shopper().equals(Optional.of(customer))) {
            throw JdbcCarts.notFound();
        }
        return transactions.sql(connection -> {
            seen(connection, guestCart);
            customers.lock(customer);
            Locked from = open(connection, guestCart);
            if (from.cart().customerId().isPresent()) {
                throw from.cart().customerId().get().equals(customer) ? alreadyMerged() : otherCustomer();
            }
            Optional<Locked> into = current(connection, customer, from.cart());
            return into.isPresent()
                    ? join(connection, into.get(), from, policy.orElse(usual))
                    : become(connection, from, customer, policy.orElse(usual));
        });
    }

    @Override
    public CartMerge merge(UUID into, UUID from, Optional<CartMerge.Policy> policy) {
        if (into.equals(from)) {
            throw Problem.Invalid.at("/from", "same", "A cart does not go into itself.");
        }
        return transactions.sql(connection -> {
            Cart seen = seen(connection, into);
            requireFrom(connection, from);
            seen.customerId().ifPresent(customers::lock);
            boolean first = into.compareTo(from) < 0;
            Locked one = open(connection, first ? into : from);
            Locked other = open(connection, first ? from : into);
            Locked left = first ? one : other;
            Locked merged = first ? other : one;
            requireOneOwner(left.cart(), merged.cart());
            if (!left.cart().customerId().equals(seen.customerId())) {
                throw new Problem.Stale("The cart became a customer's meanwhile: repeat the merge.");
            }
            return join(connection, left, merged, policy.orElse(usual));
        });
    }

    private void requireFrom(Connection connection, UUID from) throws SQLException {
        if (CartRows.find(connection, from)
                .filter(found -> access.sees(found.cart()))
                .isEmpty()) {
            throw Problem.Invalid.at("/from", "not-found", "There is no such cart.");
        }
    }

    private static void requireOneOwner(Cart into, Cart from) {
        if (from.customerId().isPresent() && !from.customerId().equals(into.customerId())) {
            throw otherCustomer();
        }
        if (!from.sellerAccount().equals(into.sellerAccount())) {
            throw new Problem.Conflict("other-seller-account", "The carts belong to different seller accounts.");
        }
    }

    private CartMerge join(Connection connection, Locked left, Locked merged, CartMerge.Policy policy)
            throws SQLException {
        Cart into = left.cart();
        Cart from = merged.cart();
        CartDraft draft = new CartDraft(into);
        if (draft.currency.isEmpty()) {
            draft.currency = from.currency();
        }
        LineMerge.Outcome outcome = LineMerge.of(
                new LineMerge.Side(into.id(), into.lines()),
                new LineMerge.Side(from.id(), from.lines()),
                policy,
                terms(draft, into, from));
        draft.lines = new ArrayList<>(outcome.lines());
        from.codes().stream().filter(code -> !draft.codes.contains(code)).forEach(draft.codes::add);
        if (draft.attribution.equals(Attribution.NONE)) {
            draft.attribution = from.attribution();
        }
        draft.country = draft.country.or(from::country);
        Instant now = JdbcCarts.now();
        Cart after = write(connection, pricing, draft, now);
        CartDraft closed = new CartDraft(from);
        closed.status = Cart.Status.MERGED;
        closed.changedAt = now;
        CartRows.update(connection, closed.cart(from.version() + 1));
        CartMergeRows.point(connection, from.id(), Optional.of(into.id()));
        CartMerge merge = new CartMerge(
                Uuid7.next(),
                from.id(),
                into.id(),
                into.customerId(),
                policy,
                outcome.buckets(),
                now,
                Optional.empty());
        CartMergeRows.insert(connection, merge, from, into, after.version());
        List<Event.Draft> news = new ArrayList<>();
        recovered(news, left, after);
        recovered(news, merged, from);
        news.add(told("cart.merged", after, merge));
        events.publish(news);
        return merge;
    }

    /** There is nothing to merge with: the cart stays what it is, with an owner. */
    private CartMerge become(Connection connection, Locked guest, UUID customer, CartMerge.Policy policy)
            throws SQLException {
        Cart before = guest.cart();
        CartDraft draft = new CartDraft(before);
        draft.customerId = Optional.of(customer);
        Instant now = JdbcCarts.now();
        Cart after = write(connection, pricing, draft, now);
        CartMerge.Buckets buckets = LineMerge.of(
                        new LineMerge.Side(before.id(), before.lines()),
                        new LineMerge.Side(before.id(), List.of()),
                        policy,
                        terms(draft, before, before))
                .buckets();
        CartMerge merge = new CartMerge(
                Uuid7.next(), before.id(), before.id(), Optional.of(customer), policy, buckets, now, Optional.empty());
        CartMergeRows.insert(connection, merge, before, before, after.version());
        List<Event.Draft> news = new ArrayList<>();
        recovered(news, guest, after);
        news.add(told("cart.merged", after, merge));
        events.publish(news);
        return merge;
    }

    @Override
    public CartMerge undo(UUID id) {
        return transactions.sql(connection -> {
            CartMerge found = CartMergeRows.find(connection, id)
                    .map(CartMergeRows.Stored::merge)
                    .orElseThrow(JdbcCartMerges::noMerge);
            requireSeen(connection, found);
            found.customerId().ifPresent(customers::lock);
            CartMergeRows.Stored stored = CartMergeRows.lock(connection, id).orElseThrow(JdbcCartMerges::noMerge);
            if (stored.merge().undoneAt().isPresent()) {
                throw new Problem.Conflict("already-undone", "The merge was undone already.");
            }
            if (stored.expired()) {
                throw expired();
            }
            Cart after = new MergeUndo(connection, pricing).giveBack(stored);
            CartMergeRows.undone(connection, id, after.changedAt());
            events.publish(told("cart.unmerged", after, found));
            return CartMergeRows.find(connection, id).orElseThrow().merge();
        });
    }

    private void requireSeen(Connection connection, CartMerge merge) throws SQLException {
        if (CartRows.find(connection, merge.into())
                .filter(found -> access.sees(found.cart()))
                .isEmpty()) {
            throw noMerge();
        }
    }

    @Override
    public List<CartMerge> of(UUID cart) {
        return transactions.read(connection -> {
            seen(connection, cart);
            return CartMergeRows.of(connection, cart);
        });
    }

    static Cart write(Connection connection, Pricing pricing, CartDraft draft, Instant now) throws SQLException {
        pricing.price(draft);
        draft.changedAt = now;
        Cart cart = draft.cart(draft.version + 1);
        CartRows.update(connection, cart);
        return cart;
    }

    /** The customer's cart that a guest's fits: what was changed last. */
    private Optional<Locked> current(Connection connection, UUID customer, Cart guest) throws SQLException {
        List<UUID> candidates = Sql.list(
                connection,
                """
                select id from cart.cart
                where customer_id = ? and status = 'open' and seller_account = ?
                    and (currency is null or currency = coalesce(?, currency))
                order by changed_at desc, id desc""",
                row -> row.getObject(1, UUID.class),
                customer,
                guest.sellerAccount(),
                guest.currency());
        for (UUID id : candidates) {
            Optional<CartRows.Stored> locked = CartRows.lock(connection, id);
            // A checkout may have closed it while this waited for the lock; one that waits for an approval stays as it
            // is.
            if (locked.isPresent()
                    && locked.get().cart().status() == Cart.Status.OPEN
                    && !locked.get().held()) {
                return locked.map(found -> new Locked(found.cart(), found.abandoned()));
            }
        }
        return Optional.empty();
    }

    private LineMerge.Terms terms(CartDraft draft, Cart into, Cart from) {
        Set<String> skus = new HashSet<>();
        into.lines().forEach(line -> skus.add(line.sku()));
        from.lines().forEach(line -> skus.add(line.sku()));
        return new MergeTerms(
                pricing.offered(draft, skus, List.of()),
                draft.currency,
                draft.currency.equals(from.currency()),
                mostUnits,
                mostLines,
                from.changedAt().isAfter(into.changedAt()));
    }

    private Cart seen(Connection connection, UUID id) throws SQLException {
        return CartRows.find(connection, id)
                .map(CartRows.Stored::cart)
                .filter(access::sees)
                .orElseThrow(JdbcCarts::notFound);
    }

    private Locked open(Connection connection, UUID id) throws SQLException {
        CartRows.Stored stored = CartRows.lock(connection, id)
                .filter(found -> access.sees(found.cart()))
                .orElseThrow(JdbcCarts::notFound);
        if (stored.cart().status() == Cart.Status.MERGED) {
            throw alreadyMerged();
        }
        if (stored.cart().status() != Cart.Status.OPEN) {
            throw closed();
        }
        if (stored.held()) {
            throw CheckoutCarts.awaitingApproval();
        }
        return new Locked(stored.cart(), stored.abandoned());
    }

    private static void recovered(List<Event.Draft> news, Locked before, Cart cart) {
        if (before.abandoned()) {
            news.add(JdbcCarts.news("cart.recovered", cart));
        }
    }

    private static Event.Draft told(String type, Cart cart, CartMerge merge) {
        Event.Draft news = JdbcCarts.news(type, cart);
        Map<String, @Nullable Object> data = new HashMap<>(news.data());
        data.put("mergeId", merge.id().toString());
        data.put("fromCartId", merge.from().toString());
        return new Event.Draft(type, merge.customerId(), news.sellerAccounts(), data);
    }

    private static Problem.Conflict alreadyMerged() {
        return new Problem.Conflict("already-merged", "The cart was merged already.");
    }

    static Problem.Conflict closed() {
        return new Problem.Conflict("cart-closed", "The cart is no longer open.");
    }

    private static Problem.Conflict otherCustomer() {
        return new Problem.Conflict("other-customer", "The cart is another customer's.");
    }

    static Problem.Conflict expired() {
        return new Problem.Conflict("undo-expired", "A merge can be undone for " + CartMergeRows.DAYS + " days.");
    }

    static Problem.NotFound noMerge() {
        return new Problem.NotFound("There is no such merge.");
    }
}
