package org.clientele.checkout.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.cart.Cart;
import org.clientele.cart.Carts;
import org.clientele.customer.Customer;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Links to carts in {@code cart.checkout_link}. */
@Component(service = CheckoutLinks.class)
public final class CheckoutLinks {
    static final String PREFIX = "cll_";

    private static final Caller SYSTEM = Caller.system("cart");
    private static final int LONGEST_TOKEN = 100;

    private final Transactions transactions;
    private final Access access;
    private final Carts carts;
    private final ServedCarts served;
    private final CartSessions sessions;
    private final LinkMail mail;

    @Activate
    public CheckoutLinks(
            @Reference(target = "(schema=cart)") Transactions transactions,
            @Reference Access access,
            @Reference Carts carts,
            @Reference ServedCarts served,
            @Reference CartSessions sessions,
            @Reference LinkMail mail) {
        this.transactions = transactions;
        this.access = access;
        this.carts = carts;
        this.served = served;
        this.sessions = sessions;
        this.mail = mail;
    }

    /** What a link is to be. */
    record Request(Duration expiresIn, int uses, boolean sendMail) {}

    /** @param token told this once */
    record Made(CheckoutLink link, String token) {}

    /** What came of redeeming one. */
    record Redeemed(CheckoutLink link, CartSessions.Begun session, Cart cart, Optional<Customer> customer) {}

    Made make(UUID cartId, Request request) {
        String token = Tokens.random(PREFIX);
        return transactions.sql(connection -> {
            ServedCarts.Served found = served.locked(connection, cartId);
            if (request.sendMail()) {
                mail.requireAddressee(found.customer());
            }
            served.attribute(connection, found.cart());
            Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
            CheckoutLink link = new CheckoutLink(
                    Uuid7.next(),
                    cartId,
                    found.cart().customerId(),
                    CheckoutLink.State.ACTIVE,
                    now.plus(request.expiresIn()).truncatedTo(ChronoUnit.SECONDS),
                    request.uses(),
                    0,
                    now,
                    access.caller().id());
            insert(connection, link, token);
            if (request.sendMail()) {
                mail.post(found.customer().orElseThrow(), token, link.expiresAt());
            }
            return new Made(link, token);
        });
    }

    private static void insert(Connection connection, CheckoutLink link, String token) throws SQLException {
        Sql.update(
                connection,
                """
                insert into cart.checkout_link (id, token_hash, cart_id, customer_id, uses, created_at, created_by, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)""",
                link.id(),
                Tokens.hash(token),
                link.cart(),
                link.customer(),
                link.uses(),
                link.createdAt(),
                link.createdBy(),
                link.expiresAt());
    }

    /** Of a cart, newest first. */
    Page<CheckoutLink> list(UUID cart, Page.Request page) {
        requireVisible(cart);
        return transactions.read(connection -> Page.of(
                Sql.list(
                        connection,
                        CheckoutLink.SELECT + "where l.cart_id = ? order by l.id desc limit ? offset ?",
                        CheckoutLink::of,
                        cart,
                        page.size(),
                        page.offset()),
                Sql.first(
                                connection,
                                "select count(*) from cart.checkout_link where cart_id = ?",
                                row -> row.getLong(1),
                                cart)
                        .orElse(0L)));
    }

    CheckoutLink get(UUID cart, UUID id) {
        requireVisible(cart);
        return transactions
                .read(connection -> Sql.first(
                        connection,
                        CheckoutLink.SELECT + "where l.cart_id = ? and l.id = ?",
                        CheckoutLink::of,
                        cart,
                        id))
                .orElseThrow(CheckoutLinks::notFound);
    }

    /** Withdraws it, and ends the sessions that it began. Twice is as good as once. */
    void revoke(UUID cart, UUID id) {
        get(cart, id);
        transactions.sql(connection -> Sql.update(
                connection,
                "update cart.checkout_link set revoked_at = now() where id = ? and revoked_at is null",
                id));
    }

    private void requireVisible(UUID cart) {
        if (carts.find(cart).isEmpty()) {
            throw ServedCarts.notFound();
        }
    }

    /** Whom a token leads where, if it does. Changes nothing. */
    CheckoutLink active(String token) {
        if (token.length() > LONGEST_TOKEN) {
            throw notFound();
        }
        return transactions
                .read(connection -> Sql.first(
                        connection,
                        CheckoutLink.SELECT + "where l.token_hash = ?",
                        CheckoutLink::of,
                        Tokens.hash(token)))
                .orElseThrow(CheckoutLinks::notFound)
                .requireActive();
    }

    /** The cart of a link as it stands now, whoever asks. */
    Cart cart(CheckoutLink link) {
        return access.call(SYSTEM, () -> carts.find(link.cart())).orElseThrow(CheckoutLink::closed);
    }

    /** Uses a link once. */
    Redeemed redeem(String token) {
        CheckoutLink link = active(token);
        return access.call(
                SYSTEM,
                () -> transactions.sql(connection -> {
                    Optional<Customer> customer = link.customer().map(served::lockedOfLink);
                    if (!use(connection, link.id())) {
                        active(token);
                        throw new Problem.Gone("link-used", "This link was used.");
                    }
                    Cart cart = carts.find(link.cart()).orElseThrow(CheckoutLink::closed);
                    CartSessions.Begun session = sessions.begin(new CartSessions.Beginning(
                            cart.id(), link.customer(), Optional.of(link.id()), Optional.empty(), Optional.empty()));
                    served.noteRedeemed(link, cart, session.id());
                    return new Redeemed(link, session, cart, customer);
                }));
    }

    /** One after the other: the row's lock lets each see what those before it left. */
    private static boolean use(Connection connection, UUID link) throws SQLException {
        return Sql.update(connection, """
                        update cart.checkout_link l set used = used + 1
                        where l.id = ? and l.revoked_at is null and l.used < l.uses and l.expires_at > now()
                            and exists (select 1 from cart.cart c where c.id = l.cart_id and c.status = 'open'
                                and c.customer_id is not distinct from l.customer_id)""", link) == 1;
    }

    private static Problem.NotFound notFound() {
        return new Problem.NotFound("There is no such checkout link.");
    }
}
