package org.clientele.checkout.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.access.Sessions;
import org.clientele.cart.internal.CartAccess;
import org.clientele.customer.Customer;
import org.clientele.customer.Customers;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Sessions in {@code cart.session}: whoever has one sees one cart and nothing else. Looked up each time, with the link, the cart, the
 * customer and the agent that it depends on, so what ends one ends it on all nodes.
 */
@Component(
        service = {Sessions.class, CartSessions.class},
        property = Sessions.PREFIX + "=" + CartSessions.PREFIX)
public final class CartSessions implements Sessions {
    static final String PREFIX = "clc_";

    private static final String UUID_TEXT = "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})";
    private static final Pattern CALLER = Pattern.compile(CartAccess.ONE_CART + UUID_TEXT + ":" + UUID_TEXT);
    private static final Caller SYSTEM = Caller.system("cart");

    private final Transactions transactions;
    private final Access access;
    private final Customers customers;
    private final Agents agents;
    private final CheckoutLinkSettings settings;

    @Activate
    public CartSessions(
            @Reference(target = "(schema=cart)") Transactions transactions,
            @Reference Access access,
            @Reference Customers customers,
            @Reference Agents agents,
            @Reference CheckoutLinkSettings settings) {
        this.transactions = transactions;
        this.access = access;
        this.customers = customers;
        this.agents = agents;
        this.settings = settings;
    }

    /** What a session is begun with. */
    record Beginning(
            UUID cart,
            Optional<UUID> customer,
            Optional<UUID> link,
            Optional<Agents.Agent> agent,
            Optional<String> ip) {}

    /** A session that has begun. */
    record Begun(UUID id, String token, Instant expiresAt) {}

    /** Call it with the customer locked. */
    Begun begin(Beginning what) {
        Duration life = what.agent().isPresent() ? settings.agentLife() : settings.life();
        String token = Tokens.random(PREFIX);
        UUID id = Uuid7.next();
        Instant now = Instant.now();
        Instant expiresAt = now.plus(life).truncatedTo(ChronoUnit.SECONDS);
        transactions.sql(connection -> Sql.update(
                connection,
                """
                insert into cart.session (id, token_hash, cart_id, customer_id, link_id, agent, agent_session, customer_ip,
                    created_at, last_used_at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, now(), now(), ?)""",
                id,
                Tokens.hash(token),
                what.cart(),
                what.customer(),
                what.link(),
                what.agent().map(Agents.Agent::id),
                what.agent().flatMap(Agents.Agent::session),
                what.ip(),
                expiresAt));
        return new Begun(id, token, expiresAt);
    }

    /** Who calls in a session. */
    static Caller caller(UUID cart, UUID session, Optional<String> agent, Optional<Set<String>> sellerAccounts) {
        return new Caller(
                CartAccess.ONE_CART + cart + ":" + session,
                agent.isPresent() ? "Agent checkout" : "Checkout link",
                Set.of(Caller.STORE_USE),
                sellerAccounts);
    }

    private record Found(CartSession session, Optional<UUID> agentSession, String sellerAccount, boolean unused) {}

    @Override
    public Optional<Caller> authenticate(String token, Caller storefront) {
        if (!token.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Optional<Found> open = transactions.read(connection -> Sql.first(
                connection,
                """
                select s.id, s.cart_id, s.customer_id, s.agent, s.agent_session, s.customer_ip, s.expires_at, c.seller_account,
                    s.last_used_at < now() - interval '1 minute' as unused
                from cart.session s
                join cart.cart c on c.id = s.cart_id
                    and (c.status = 'open' or c.status = 'completed' and c.changed_at > now() - interval '1 hour')
                left join cart.checkout_link l on l.id = s.link_id
                where s.token_hash = ? and s.expires_at > now() and s.last_used_at > now() - make_interval(secs => ?)
                    and l.revoked_at is null and (s.customer_id is not distinct from c.customer_id
                        or s.customer_id is null and c.status = 'completed')""",
                CartSessions::found,
                Tokens.hash(token),
                settings.idle().toSeconds()));
        Optional<Found> found = open.filter(one -> storefront
                        .sellerAccounts()
                        .map(own -> own.contains(one.sellerAccount()))
                        .orElse(true))
                .filter(one -> one.session().customer().map(this::isActive).orElse(true))
                .filter(one -> one.session()
                        .agent()
                        .map(agent -> agents.isThere(agent, one.agentSession(), one.sellerAccount()))
                        .orElse(true));
        found.filter(Found::unused).ifPresent(one -> touch(one.session().id()));
        return found.map(one -> caller(
                one.session().cart(),
                one.session().id(),
                one.session().agent(),
                Optional.of(Set.of(one.sellerAccount()))));
    }

    private boolean isActive(UUID customer) {
        return access.call(SYSTEM, () -> customers.find(customer))
                .filter(one -> one.status() == Customer.Status.ACTIVE && !one.erased())
                .isPresent();
    }

    private void touch(UUID session) {
        transactions.sql(connection ->
                Sql.update(connection, "update cart.session set last_used_at = now() where id = ?", session));
    }

    /** The session in which this thread's call was made; empty if it was not made in any. */
    public Optional<CartSession> current() {
        Matcher caller = CALLER.matcher(access.caller().id());
        if (!caller.matches()) {
            return Optional.empty();
        }
        UUID session = UUID.fromString(caller.group(2));
        return transactions.read(connection ->
                Sql.first(connection, """
                select id, cart_id, customer_id, agent, customer_ip, expires_at from cart.session
                where id = ? and cart_id = ?""", CartSessions::session, session, UUID.fromString(caller.group(1))));
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(
                session(row),
                Optional.ofNullable(row.getObject("agent_session", UUID.class)),
                row.getString("seller_account"),
                row.getBoolean("unused"));
    }

    private static CartSession session(ResultSet row) throws SQLException {
        return new CartSession(
                row.getObject("id", UUID.class),
                row.getObject("cart_id", UUID.class),
                Optional.ofNullable(row.getObject("customer_id", UUID.class)),
                Optional.ofNullable(row.getString("agent")),
                Optional.ofNullable(row.getString("customer_ip")),
                Sql.instant(row, "expires_at"));
    }
}
