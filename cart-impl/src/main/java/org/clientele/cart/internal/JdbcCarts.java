package org.clientele.cart.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
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
    private final Pricing pricing;
    private final CartChanges changes;
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
        this.pricing = pricing;
        this.changes = new CartChanges(transactions, access, pricing, agents, events);
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
        Optional<UUID> customer = owner(opening);
        return customer.isEmpty()
                ? opened(opening, account, customer)
                : transactions.sql(connection -> {
                    lock(customer.get(), "/customerId");
                    return opened(opening, account, customer);
                });
    }

    /** Begins with nothing each time: the transaction may run again. */
    private Cart opened(Opening opening, String account, Optional<UUID> customer) {
        CartDraft draft = CartDraft.empty(Uuid7.next(), account, now());
        draft.customerId = customer;
        draft.currency = opening.currency().or(() -> currency);
        draft.country = opening.country();
        draft.attribution = access.attributed(opening.attribution().orElse(Attribution.NONE));
        for (int i = 0; i < opening.lines().size(); i++) {
            edits.add(draft, opening.lines().get(i), "/lines/" + i);
        }
        pricing.price(draft);
        return changes.insert(draft.cart(0));
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
        return changes.inTurn(cart, version, draft -> {
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
        return changes.inTurn(cart, version, draft -> edits.change(draft, line, change));
    }

    @Override
    public Cart remove(UUID cart, OptionalLong version, UUID line) {
        return changes.inTurn(cart, version, draft -> edits.remove(draft, line));
    }

    @Override
    public Cart enter(UUID cart, OptionalLong version, String code) {
        return changes.inTurn(cart, version, draft -> {
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
        return changes.inTurn(
                cart, version, draft -> draft.codes.removeIf(entered -> Promotions.isSame(entered, code)));
    }

    @Override
    public Cart attribute(UUID cart, OptionalLong version, Attribution attribution) {
        Problem.Invalid.check(found -> CartChecks.attribution(found, attribution, ""));
        return changes.inTurn(
                cart,
                version,
                draft -> draft.attribution =
                        access.isStaff() ? attribution : attribution.withAgent(draft.attribution.agent()));
    }

    @Override
    public Cart send(UUID cart, OptionalLong version, Optional<String> country) {
        Problem.Invalid.check(found -> CartChecks.country(found, country));
        return changes.inTurn(cart, version, draft -> draft.country = country);
    }

    @Override
    public Cart assign(UUID cart, OptionalLong version, UUID customer) {
        return transactions.sql(connection -> {
            lock(customer, "/customerId");
            return changes.locked(cart, version, draft -> {
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
            changes.lock(connection, cart, version);
            return Sql.update(connection, "delete from cart.cart where id = ?", cart);
        });
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
