package org.clientele.account.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.account.Accounts;
import org.clientele.account.Diagnosis;
import org.clientele.account.Session;
import org.clientele.customer.Customer;
import org.clientele.customer.internal.JpaCustomers;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Accounts as staff looks after them. */
@Component
public final class JdbcAccounts implements Accounts {
    private final Transactions transactions;
    private final JpaCustomers customers;
    private final Credentials credentials;
    private final JdbcSessions sessions;
    private final Throttle throttle;
    private final AccountMails mails;
    private final Proof proof;

    @Activate
    public JdbcAccounts(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference JpaCustomers customers,
            @Reference JdbcSessions sessions,
            @Reference Throttle throttle,
            @Reference AccountMails mails,
            @Reference Proof proof) {
        this.transactions = transactions;
        this.customers = customers;
        this.credentials = new Credentials(transactions);
        this.sessions = sessions;
        this.throttle = throttle;
        this.mails = mails;
        this.proof = proof;
    }

    @Override
    public Customer register(Customer.Registration registration, Mails wanted) {
        return transactions.call(em -> {
            Customer customer = customers.register(registration);
            mails.greet(customer, wanted);
            return customer;
        });
    }

    @Override
    public void sendVerification(UUID id) {
        transactions.run(em -> {
            Customer customer = active(id);
            if (customer.verification() == Customer.Verification.VERIFIED) {
                throw new Problem.Conflict("already-verified", "The e-mail address is proven.");
            }
            mails.verification(customer);
        });
    }

    @Override
    public void sendPassword(UUID id) {
        transactions.run(em -> mails.firstPassword(active(id)));
    }

    @Override
    public Customer verify(UUID id) {
        account(id);
        return proof.of(id);
    }

    @Override
    public void requestEmailChange(UUID id, String address) {
        transactions.run(em -> {
            Customer customer = active(id);
            String email = EmailChanges.checked(address, customer.email().orElse(""));
            if (credentials.find(email, Optional.empty()).isPresent()) {
                throw new Problem.Conflict("email-taken", "Another account has this e-mail address.");
            }
            mails.emailChange(customer, email);
            mails.emailChangeNotice(customer);
        });
    }

    @Override
    public Customer open(UUID id, Mails wanted) {
        Customer guest = visible(id);
        if (guest.account()) {
            throw new Problem.Conflict("account-exists", "The customer has an account.");
        }
        if (guest.email().isEmpty()) {
            throw Problem.Invalid.at("/email", "required", "An account has an e-mail address.");
        }
        return transactions.call(em -> {
            Customer customer = customers.openAccount(id);
            mails.greet(customer, wanted);
            return customer;
        });
    }

    @Override
    public Diagnosis diagnose(UUID id) {
        Customer customer = visible(id);
        List<Diagnosis.Reason> reasons = new ArrayList<>();
        if (!customer.account()) {
            reasons.add(new Diagnosis.Reason("no-account", "The customer is a guest."));
        }
        if (customer.status() == Customer.Status.INACTIVE) {
            reasons.add(new Diagnosis.Reason("inactive", "The customer is deactivated."));
        }
        if (customer.account() && customer.verification() == Customer.Verification.UNVERIFIED) {
            reasons.add(new Diagnosis.Reason("not-verified", "The e-mail address is not proven."));
        }
        if (customer.account() && credentials.password(id).isEmpty()) {
            reasons.add(new Diagnosis.Reason("no-password", "No password was ever set."));
        }
        if (customer.account() && customer.email().map(throttle::isLockedOut).orElse(false)) {
            reasons.add(new Diagnosis.Reason("locked-out", "Too many wrong passwords; it ends by itself."));
        }
        boolean canLogIn = reasons.isEmpty();
        if (lastLinkFailed(id)) {
            reasons.add(new Diagnosis.Reason("mail-failed", "The latest mail with a link could not be delivered."));
        }
        return new Diagnosis(canLogIn, reasons);
    }

    private boolean lastLinkFailed(UUID id) {
        return transactions.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    select state <> 'sent' and failure is not null
                    from customer.outbox_mail
                    where customer_id = ? and template in ('verification', 'set-password', 'password-reset')
                    order by position desc limit 1""")) {
                statement.setObject(1, id);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() && row.getBoolean(1);
                }
            }
        });
    }

    @Override
    public List<Session> sessions(UUID id) {
        visible(id);
        return sessions.of(id);
    }

    @Override
    public void endSessions(UUID id) {
        visible(id);
        sessions.endAll(id, Optional.empty());
    }

    private Customer visible(UUID id) {
        return customers.find(id).orElseThrow(JpaCustomers::notFound);
    }

    private Customer account(UUID id) {
        Customer customer = visible(id);
        if (!customer.account()) {
            throw new Problem.Conflict("no-account", "The customer is a guest.");
        }
        return customer;
    }

    private Customer active(UUID id) {
        Customer customer = account(id);
        if (customer.status() != Customer.Status.ACTIVE) {
            throw new Problem.Conflict("inactive", "The customer is deactivated.");
        }
        return customer;
    }
}
