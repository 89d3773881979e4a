package org.clientele.cart.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.cart.Attribution;
import org.clientele.cart.Cart;
import org.clientele.cart.Carts;
import org.clientele.checkout.internal.AgentAudit;
import org.clientele.customer.Customers;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.offer.internal.Promotions;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.clientele.persistence.Transactions.SqlWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Carts in {@code cart.cart}, each changed under the lock of its row. */
@Component(
        service = {Carts.class, JdbcCarts.class},
        configurationPid = "org.clientele.cart")
@Designate(ocd = CartConfig.class)
public final class JdbcCarts implements Carts {
    private static final String USUAL_ACCOUNT = "default";
    private static final int MOST_CODES = 20;

    private final Transactions transactions;
    private final CartAccess access;
    private final Customers customers;
    private final Events events;
    private final Pricing pricing;
    private final AgentAudit agents;
    private final LineEdits edits;
    private final CartChecks checks;
    private final Optional<String> currency;

    @Activate
    public JdbcCarts(
            @Reference(target = "(schema=cart)") Transactions transactions,
            @Reference CartAccess access,
            @Reference Customers customers,
            @Reference Events events,
            @Reference Pricing pricing,
            @Reference AgentAudit agents,
            CartConfig config) {
        this.transactions = transactions;
        this.access = access;
        this.customers = customers;
        this.events = events;
        this.pricing = pricing;
        this.agents = agents;
        this.checks = new CartChecks(config.mostLines(), config.mostUnits());
        this.edits = new LineEdits(pricing, config.mostLines(), config.mostUnits());
        this.currency = Optional.of(config.currency()).filter(code -> !code.isBlank());
    }

    @Override
    public Cart open(Opening opening) {
        if (access.isOfOneCart()) {
            throw new Problem.Forbidden("one-cart", "This session is for one cart only.");
        }
        checks.opening(opening);
        String account = access.sellerAccountOfNew(opening.sellerAccount(), USUAL_ACCOUNT)
                .orElseThrow(() ->
                        Problem.Invalid.at("/sellerAccount", "seller-account", "There is no such seller account."));
        CartDraft draft = CartDraft.empty(Uuid7.next(), account, now());
        draft.customerId = owner(opening);
        draft.currency = opening.currency().or(() -> currency);
        draft.country = opening.country();
        draft.attribution = attributed(opening.attribution().orElse(Attribution.NONE));
        return transactions.sql(connection -> {
            draft.customerId.ifPresent(customer -> lock(customer, "/customerId"));
            for (int i = 0; i < opening.lines().size(); i++) {
                edits.add(draft, opening.lines().get(i), "/lines/" + i);
            }
            pricing.price(draft);
            Cart cart = draft.cart(0);
            CartRows.insert(connection, cart);
            return cart;
        });
    }

    private Optional<UUID> owner(Opening opening) {
        if (access.isStaff()) {
            return opening.customerId();
        }
        if (opening.customerId().isPresent() && !opening.customerId().equals(access.shopper())) {
            throw Problem.Invalid.at("/customerId", "not-found", "There is no such customer.");
        }
        return access.shopper();
    }

    private void lock(UUID customer, String pointer) {
        try {
            customers.lock(customer);
        } catch (Problem.NotFound none) {
            throw Problem.Invalid.at(pointer, "not-found", "There is no such customer.");
        }
    }

    /** Shoppers do not say who serves them. */
    private Attribution attributed(Attribution attribution) {
        if (!access.isStaff()) {
            return attribution.withAgent(Optional.empty());
        }
        return attribution.agent().isEmpty()
                ? attribution.withAgent(Optional.of(access.caller().id()))
                : attribution;
    }

    @Override
    public Optional<Cart> find(UUID id) {
        Optional<CartRows.Stored> found = transactions.read(connection -> CartRows.find(connection, id));
        // Priced once the connection is given back: what that reads takes one of its own.
        return found.map(CartRows.Stored::cart).filter(access::sees).map(this::asOfNow);
    }

    private Cart asOfNow(Cart cart) {
        if (cart.status() != Cart.Status.OPEN) {
            return cart;
        }
        CartDraft draft = new CartDraft(cart);
        pricing.price(draft);
        return draft.cart(cart.version());
    }

    @Override
    public Cart add(UUID cart, OptionalLong version, List<Addition> additions) {
        Problem.Invalid.check(found -> {
            for (int i = 0; i < additions.size(); i++) {
                checks.addition(found, additions.get(i), at(additions, i));
            }
        });
        return change(cart, version, draft -> {
            for (int i = 0; i < additions.size(); i++) {
                edits.add(draft, additions.get(i), at(additions, i));
            }
        });
    }

    /** A single one is the whole body. */
    private static String at(List<Addition> additions, int i) {
        return additions.size() == 1 ? "" : "/lines/" + i;
    }

    @Override
    public Cart change(UUID cart, OptionalLong version, UUID line, LineChange change) {
        Problem.Invalid.check(found -> {
            change.quantity().ifPresent(quantity -> checks.quantity(found, quantity, ""));
            change.schedule().ifPresent(schedule -> CartChecks.schedule(found, schedule, ""));
        });
        return change(cart, version, draft -> edits.change(draft, line, change));
    }

    @Override
    public Cart remove(UUID cart, OptionalLong version, UUID line) {
        return change(cart, version, draft -> edits.remove(draft, line));
    }

    @Override
    public Cart enter(UUID cart, OptionalLong version, String code) {
        return change(cart, version, draft -> {
            String canonical = pricing.canonical(code)
                    .orElseThrow(() -> Problem.Invalid.at("/code", "unknown-code", "There is no such code."));
            draft.codes.removeIf(other -> !other.equals(canonical) && Promotions.isSame(other, canonical));
            if (draft.codes.contains(canonical)) {
                return;
            }
            if (draft.codes.size() >= MOST_CODES) {
                throw new Problem.Conflict("too-many-codes", "A cart takes at most " + MOST_CODES + " codes.");
            }
            draft.codes.add(canonical);
        });
    }

    @Override
    public Cart withdraw(UUID cart, OptionalLong version, String code) {
        return change(cart, version, draft -> draft.codes.removeIf(entered -> Promotions.isSame(entered, code)));
    }

    @Override
    public Cart attribute(UUID cart, OptionalLong version, Attribution attribution) {
        Problem.Invalid.check(found -> CartChecks.attribution(found, attribution, ""));
        return change(
                cart,
                version,
                draft -> draft.attribution =
                        access.isStaff() ? attribution : attribution.withAgent(draft.attribution.agent()));
    }

    @Override
    public Cart send(UUID cart, OptionalLong version, Optional<String> country) {
        Problem.Invalid.check(found -> CartChecks.country(found, country));
        return change(cart, version, draft -> draft.country = country);
    }

    @Override
    public Cart assign(UUID cart, OptionalLong version, UUID customer) {
        return transactions.sql(connection -> {
            lock(customer, "/customerId");
            return change(cart, version, draft -> {
                if (draft.customerId.isPresent() && !draft.customerId.get().equals(customer)) {
                    throw new Problem.Conflict("other-customer", "The cart is another customer's.");
                }
                draft.customerId = Optional.of(customer);
            });
        });
    }

    @Override
    public void remove(UUID cart, OptionalLong version) {
        transactions.sql(connection -> {
            locked(connection, cart, version);
            return Sql.update(connection, "delete from cart.cart where id = ?", cart);
        });
    }

    /** Changes an open cart under its lock, computes it anew and writes it. */
    Cart change(UUID id, OptionalLong version, Consumer<CartDraft> edit) {
        return transactions.sql(connection -> {
            CartRows.Stored stored = locked(connection, id, version);
            CartDraft draft = new CartDraft(stored.cart());
            edit.accept(draft);
            if (access.isStaff() && access.caller().id().startsWith("staff:")) {
                draft.attribution = attributed(draft.attribution);
            }
            pricing.price(draft);
            draft.changedAt = now();
            Cart cart = draft.cart(stored.cart().version() + 1);
            CartRows.update(connection, cart);
            agents.note("cart.changed", cart);
            if (stored.abandoned()) {
                events.publish(news("cart.recovered", cart));
            }
            return cart;
        });
    }

    private CartRows.Stored locked(Connection connection, UUID id, OptionalLong version) throws SQLException {
        CartRows.Stored stored = CartRows.lock(connection, id)
                .filter(found -> access.sees(found.cart()))
                .orElseThrow(JdbcCarts::notFound);
        if (version.isPresent() && version.getAsLong() != stored.cart().version()) {
            throw new Problem.Stale("The cart was changed meanwhile: read it again and repeat the change.");
        }
        if (stored.cart().status() != Cart.Status.OPEN) {
            throw new Problem.Conflict("cart-closed", "The cart is no longer open.");
        }
        if (stored.held()) {
            throw CheckoutCarts.awaitingApproval();
        }
        return stored;
    }

    static Problem.NotFound notFound() {
        return new Problem.NotFound("There is no such cart.");
    }

    /** What is told of a cart: nothing personal. */
    static Event.Draft news(String type, Cart cart) {
        return new Event.Draft(
                type,
                cart.customerId(),
                Optional.of(Set.of(cart.sellerAccount())),
                Map.of(
                        "cartId", cart.id().toString(),
                        "total", cart.total(),
                        "currency", cart.currency().orElse(""),
                        "lines", cart.lines().size()));
    }

    @Override
    public Page<Listed> list(Selection wanted, Sort sort, Page.Request page) {
        if (!access.isStaff()
                && (access.shopper().isEmpty() || !wanted.customer().equals(access.shopper()))) {
            return Page.of(List.of(), 0);
        }
        SqlWork<Page<Listed>> listed =
                connection -> CartList.page(connection, access.caller().sellerAccounts(), wanted, sort, page);
        return transactions.read(listed);
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
