package org.clientele.checkout.internal;

import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.access.Identities;
import org.clientele.access.Identity;
import org.clientele.access.Sessions;
import org.clientele.audit.Audit;
import org.clientele.audit.AuditEntry;
import org.clientele.audit.Verification;
import org.clientele.cart.Carts;
import org.clientele.customer.Address;
import org.clientele.customer.Addresses;
import org.clientele.customer.Customer;
import org.clientele.customer.Customers;
import org.clientele.mail.Mail;
import org.clientele.persistence.Transactions;
import org.clientele.plugintest.PluginFixture;

/** The components of checkout links, wired by hand; staff, mail and audit are played. */
public final class CheckoutKit {
    /** Shown by a browser: the session of {@link #ADA}. */
    public static final String COOKIE = "clw_ada";

    /** A staff user. */
    public static final String ADA = "staff:00000000-0000-7000-8000-00000000000a";

    /** An entry, and who made it. */
    public record Noted(Caller actor, AuditEntry entry) {}

    private final Transactions transactions;
    private final Access access;
    private final Customers customers;
    private final Map<String, Identity> known = new ConcurrentHashMap<>();
    private final Map<String, UUID> open = new ConcurrentHashMap<>();
    private final Map<UUID, Customer> changed = new ConcurrentHashMap<>();
    private final List<Mail.Draft> mails = Collections.synchronizedList(new ArrayList<>());
    private final List<Noted> noted = Collections.synchronizedList(new ArrayList<>());
    private final Audit audit = new Audit() {
        @Override
        public void record(AuditEntry entry) {
            noted.add(new Noted(access().caller(), entry));
        }

        @Override
        public Verification verify() {
            throw new UnsupportedOperationException();
        }
    };
    private final Identities identities = new Identities() {
        @Override
        public Optional<Identity> ofSession(String token) {
            return open.containsKey(token) ? find(ADA) : Optional.empty();
        }

        @Override
        public Optional<Identity> ofToken(String token) {
            return Optional.empty();
        }

        @Override
        public Optional<Identity> find(String id) {
            return Optional.ofNullable(known.get(id));
        }

        @Override
        public Optional<UUID> sessionId(String token) {
            return Optional.ofNullable(open.get(token));
        }

        @Override
        public boolean isOpen(UUID session) {
            return open.containsValue(session);
        }
    };
    private final CheckoutLinkSettings settings = settings(Map.of("publicUrl", "https://shop.example/"));
    private final Agents agents;
    private final CartSessions sessions;
    private final AgentAudit agentAudit;

    public CheckoutKit(PluginFixture plugin) {
        transactions = plugin.transactions();
        access = plugin.access();
        customers = changing(plugin.customers());
        agents = new Agents(access, identities);
        sessions = new CartSessions(transactions, access, customers, agents, settings);
        agentAudit = new AgentAudit(access, audit, agents, sessions);
    }

    private Access access() {
        return access;
    }

    /** The customers, some of them as they were made inactive. */
    private Customers changing(Customers plain) {
        return (Customers) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Customers.class}, (proxy, method, arguments) -> {
                    if (arguments != null && arguments[0] instanceof UUID id && changed.containsKey(id)) {
                        return method.getName().equals("find") ? Optional.of(changed.get(id)) : changed.get(id);
                    }
                    return arguments != null && method.getName().equals("lock")
                            ? plain.lock((UUID) arguments[0])
                            : plain.find((UUID) Objects.requireNonNull(arguments)[0]);
                });
    }

    static CheckoutLinkSettings settings(Map<String, Object> configured) {
        return new CheckoutLinkSettings((CheckoutLinkConfig) Proxy.newProxyInstance(
                CheckoutKit.class.getClassLoader(),
                new Class<?>[] {CheckoutLinkConfig.class},
                (proxy, method, arguments) -> configured.getOrDefault(method.getName(), method.getDefaultValue())));
    }

    public AgentAudit audit() {
        return agentAudit;
    }

    public Identities identities() {
        return identities;
    }

    public Sessions sessions() {
        return sessions;
    }

    /** Begins a session, and tells its token. */
    String session(UUID cart, Optional<UUID> customer, Optional<String> agent, Optional<String> customerIp) {
        return sessions.begin(new CartSessions.Beginning(
                        cart,
                        customer,
                        Optional.empty(),
                        agent.map(id -> new Agents.Agent(id, Optional.empty())),
                        customerIp))
                .token();
    }

    /** The session of whoever calls on this thread. */
    public Optional<CartSession> current() {
        return sessions.current();
    }

    /** {@code /carts/{id}/checkout-links} and {@code /carts/{id}/agent-checkout}. */
    public Object[] admin(Carts carts) {
        ServedCarts served = new ServedCarts(access, carts, customers, audit);
        return new Object[] {
            new CheckoutLinkResource(links(carts, served), settings),
            new AgentCheckoutResource(new AgentCheckout(transactions, served, sessions, agents, agentAudit), settings)
        };
    }

    /** {@code /checkout-links} of the store. */
    public Object store(Carts carts) {
        Addresses addresses = (Addresses) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Addresses.class},
                (proxy, method, arguments) -> List.of(address()));
        return new OpenedLinkResource(
                links(carts, new ServedCarts(access, carts, customers, audit)), settings, addresses, access);
    }

    private CheckoutLinks links(Carts carts, ServedCarts served) {
        return new CheckoutLinks(transactions, access, carts, served, sessions, new LinkMail(this::post, settings));
    }

    private UUID post(Mail.Draft draft) {
        mails.add(draft);
        return UUID.randomUUID();
    }

    private static Address address() {
        Optional<String> none = Optional.empty();
        return new Address(
                UUID.randomUUID(),
                new Address.Content(
                        none,
                        none,
                        none,
                        none,
                        Optional.of("1 Way"),
                        none,
                        none,
                        Optional.of("Paris"),
                        none,
                        none,
                        Optional.of("FR"),
                        none),
                true,
                true,
                "unverified",
                0);
    }

    /** Begins a session of a cart, of an agent if one is named; its token. */
    String begin(UUID cart, Optional<UUID> customer, Optional<String> agent, Optional<String> ip) {
        return sessions.begin(new CartSessions.Beginning(
                        cart, customer, Optional.empty(), agent.map(id -> new Agents.Agent(id, Optional.empty())), ip))
                .token();
    }

    CartSessions cartSessions() {
        return sessions;
    }

    /** Somebody works here. */
    public void knows(Caller caller) {
        known.put(caller.id(), Identity.of(caller));
    }

    /** Somebody does not any more. */
    public void forgets(String id) {
        known.remove(id);
    }

    public void login() {
        open.put(COOKIE, UUID.randomUUID());
    }

    public void logout() {
        open.clear();
    }

    public void deactivate(Customer customer) {
        Map<String, Object> with = new HashMap<>(Map.of("status", Customer.Status.INACTIVE));
        changed.put(customer.id(), With.members(customer, with));
    }

    public List<Mail.Draft> mails() {
        return mails;
    }

    public List<Noted> noted() {
        return List.copyOf(noted);
    }

    public CheckoutLinkPurge purge() {
        return new CheckoutLinkPurge(transactions, settings);
    }

    public CheckoutLinkData data() {
        return new CheckoutLinkData(transactions);
    }

    /** Records with some members changed. */
    private static final class With {
        static <T extends Record> T members(T record, Map<String, Object> changes) {
            try {
                Class<?>[] types = Arrays.stream(record.getClass().getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
                List<Object> values = new ArrayList<>();
                for (RecordComponent part : record.getClass().getRecordComponents()) {
                    values.add(changes.getOrDefault(
                            part.getName(), part.getAccessor().invoke(record)));
                }
                @SuppressWarnings("unchecked")
                T changed = (T) record.getClass().getDeclaredConstructor(types).newInstance(values.toArray());
                return changed;
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
