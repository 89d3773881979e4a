package org.clientele.account.internal;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.account.Login;
import org.clientele.account.Logins;
import org.clientele.customer.Customer;
import org.clientele.customer.internal.CustomerChecks;
import org.clientele.customer.internal.JpaCustomers;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logins by password. Nothing is hashed while a connection is held, unless the request brought its own transaction, or the password was
 * changed while a login compared it.
 */
@Component
public final class JdbcLogins implements Logins {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcLogins.class);
    private static final Caller SYSTEM = Caller.system("customer-impl");

    private final Transactions transactions;
    private final Access access;
    private final JpaCustomers customers;
    private final Credentials credentials;
    private final MailedTokens tokens;
    private final JdbcSessions sessions;
    private final Passwords passwords;
    private final Throttle throttle;
    private final AccountMails mails;
    private final Proof proof;
    private final AccountNews news;
    /** What must not show by its time whether there is an account. */
    private final ExecutorService quietly =
            new ThreadPoolExecutor(0, 2, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(1000), work -> {
                Thread thread = new Thread(work, "clientele-password-mails");
                thread.setDaemon(true);
                return thread;
            });

    @Activate
    public JdbcLogins(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference JpaCustomers customers,
            @Reference JdbcSessions sessions,
            @Reference Passwords passwords,
            @Reference Throttle throttle,
            @Reference AccountMails mails,
            @Reference Proof proof,
            @Reference AccountNews news) {
        this.transactions = transactions;
        this.access = access;
        this.customers = customers;
        this.credentials = new Credentials(transactions);
        this.tokens = new MailedTokens(transactions);
        this.sessions = sessions;
        this.passwords = passwords;
        this.throttle = throttle;
        this.mails = mails;
        this.proof = proof;
        this.news = news;
    }

    @Deactivate
    void deactivate() {
        quietly.shutdown();
    }

    @Override
    public void register(Customer.Registration asked, Optional<String> password, String client) {
        Customer.Registration registration = asked.withEmail(CustomerChecks.canonicalEmail(asked.email()));
        CustomerChecks.registration(registration);
        String email = registration
                .email()
                .orElseThrow(() -> Problem.Invalid.at("/email", "required", "An account has an e-mail address."));
        password.ifPresent(text -> Passwords.check(text, email));
        throttle.request(client);
        boolean mayMail = throttle.mayMail(email);
        Optional<String> hash = password.map(passwords::hash);
        transactions.run(em -> {
            credentials.reserve(email);
            Optional<Credentials.Known> known = credentials.find(email, Optional.empty());
            if (known.isPresent()) {
                tellOwner(known.get(), mayMail);
            } else {
                Customer customer = customers.register(registration);
                hash.ifPresent(made -> credentials.set(customer.id(), made));
                if (mayMail) {
                    mails.verification(customer);
                }
            }
        });
    }

    private void tellOwner(Credentials.Known known, boolean mayMail) {
        if (!known.active()) {
            return;
        }
        if (!known.verified()) {
            credentials.drop(known.customer());
        }
        if (mayMail) {
            Customer customer = customer(known.customer());
            if (known.verified()) {
                mails.accountExists(customer);
            } else {
                mails.firstPassword(customer);
            }
        }
    }

    @Override
    public Customer verify(String token) {
        return transactions.call(
                em -> proof.of(tokens.take(token, Purpose.VERIFY).customer()));
    }

    @Override
    public Login login(String address, String password, String client) {
        String email = CustomerChecks.canonicalEmail(Optional.of(address)).orElse(address);
        throttle.attempt(email, client);
        Optional<Credentials.Known> known =
                credentials.find(email, access.caller().sellerAccounts());
        boolean right = passwords.matches(password, known.flatMap(Credentials.Known::password));
        if (known.isEmpty() || !right) {
            throw wrong();
        }
        throttle.succeeded(email, client);
        UUID id = known.get().customer();
        if (!known.get().active()) {
            throw inactive();
        }
        if (!known.get().verified()) {
            throw new Problem.Forbidden("not-verified", "The e-mail address is not proven yet.");
        }
        Optional<String> stronger = known.get()
                .password()
                .filter(hash -> !passwords.isCurrent(hash))
                .map(hash -> passwords.hash(password));
        return transactions.call(em -> {
            if (!credentials.loggedIn(id)) {
                throw inactive();
            }
            // The customer is locked now: a password that was changed since it was compared is the end of the old one.
            Optional<String> present = credentials.password(id);
            if (!present.equals(known.get().password()) && !passwords.matches(password, present)) {
                throw wrong();
            }
            stronger.ifPresent(hash -> credentials.set(id, hash));
            JdbcSessions.Begun begun = sessions.begin(id, access.caller().sellerAccounts());
            Customer customer = proof.again(id);
            news.tell("account.logged-in", id, Map.of(), listener -> listener.loggedIn(customer));
            return new Login(begun.token(), begun.expiresAt(), customer);
        });
    }

    @Override
    public void logout(String token) {
        sessions.end(token);
    }

    @Override
    public void requestPassword(String address, String client) {
        String email = CustomerChecks.canonicalEmail(Optional.of(address)).orElse(address);
        Problem.Invalid.check(
                checks -> checks.that(CustomerChecks.isEmail(email), "/email", "email", "This is no e-mail address."));
        throttle.request(client);
        Caller storefront = access.caller();
        quietly.execute(() -> {
            try {
                sendReset(email, storefront);
            } catch (RuntimeException e) {
                LOG.warn("A link to set a password could not be mailed", e);
            }
        });
    }

    private void sendReset(String email, Caller storefront) {
        Optional<Credentials.Known> known =
                credentials.find(email, storefront.sellerAccounts()).filter(Credentials.Known::active);
        if (known.isPresent() && throttle.mayMail(email)) {
            transactions.run(em -> mails.passwordReset(customer(known.get().customer())));
        }
    }

    @Override
    public void setPassword(String token, String password) {
        UUID id = tokens.find(token, Purpose.RESET).customer();
        String email = email(id);
        Passwords.check(password, email);
        String hash = passwords.hash(password);
        transactions.run(em -> {
            credentials.lock(id);
            tokens.take(token, Purpose.RESET);
            tokens.withdrawOfPassword(id);
            boolean changed = credentials.password(id).isPresent();
            credentials.set(id, hash);
            sessions.endAll(id, Optional.empty());
            Customer customer = proof.of(id);
            if (changed) {
                mails.passwordChanged(customer);
            }
        });
        throttle.forget(email);
    }

    @Override
    public void changePassword(UUID id, String current, String password, String session, String client) {
        String email = email(id);
        Passwords.check(password, email);
        prove(id, email, current, "/currentPassword", client);
        String hash = passwords.hash(password);
        transactions.run(em -> {
            credentials.lock(id);
            tokens.withdrawOfPassword(id);
            credentials.set(id, hash);
            sessions.endAll(id, Optional.of(session));
            mails.passwordChanged(customer(id));
        });
    }

    @Override
    public void requestEmailChange(UUID id, String address, String password, String client) {
        String old = email(id);
        String email = EmailChanges.checked(address, old);
        prove(id, old, password, "/password", client);
        Optional<Credentials.Known> owner = credentials.find(email, Optional.empty());
        // The throttle has a connection of its own, so it is asked while this thread has none.
        boolean tellOwner = owner.filter(Credentials.Known::active).isPresent() && throttle.mayMail(email);
        transactions.run(em -> {
            Customer customer = customer(id);
            if (owner.isEmpty()) {
                mails.emailChange(customer, email);
            } else if (tellOwner) {
                mails.accountExists(customer(owner.get().customer()));
            }
            mails.emailChangeNotice(customer);
        });
    }

    @Override
    public Customer changeEmail(String token) {
        return transactions.call(em -> {
            MailedTokens.Found found = tokens.take(token, Purpose.EMAIL_CHANGE);
            Customer customer = proof.of(found.customer(), found.email().orElseThrow());
            tokens.withdraw(customer.id());
            return customer;
        });
    }

    /** @throws Problem.Invalid at the pointer if it is not the customer's password */
    private void prove(UUID id, String email, String password, String pointer, String client) {
        throttle.attempt(email, client);
        if (!passwords.matches(password, credentials.password(id))) {
            throw Problem.Invalid.at(pointer, "wrong-password", "This is not the password.");
        }
        throttle.succeeded(email, client);
    }

    private String email(UUID id) {
        return credentials.address(id).map(Credentials.Address::email).orElseThrow(JpaCustomers::notFound);
    }

    private Customer customer(UUID id) {
        Supplier<Customer> find = () -> customers.find(id).orElseThrow(JpaCustomers::notFound);
        return access.call(SYSTEM, find);
    }

    private static Problem.Unauthenticated wrong() {
        return new Problem.Unauthenticated("invalid-credentials", "The e-mail address or the password is wrong.");
    }

    private static Problem.Forbidden inactive() {
        return new Problem.Forbidden("inactive", "The account is deactivated.");
    }
}
