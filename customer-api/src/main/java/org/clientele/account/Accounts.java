package org.clientele.account;

import java.util.List;
import java.util.UUID;
import org.clientele.customer.Customer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The accounts of customers, as staff looks after them. Every method sees only the seller accounts of the caller bound by {@link
 * org.clientele.access.Access}; others' customers are a {@link org.clientele.Problem.NotFound}. Thread-safe; each method is one
 * transaction, its mails included.
 */
@ProviderType
public interface Accounts {
    /**
     * Makes a customer and mails it.
     *
     * @throws org.clientele.Problem.Conflict like {@link org.clientele.customer.Customers#register}
     * @throws org.clientele.Problem.Invalid also if there is no account, or no address, for a mail that is asked for
     */
    Customer register(Customer.Registration registration, Mails mails);

    /**
     * Mails a link that proves the e-mail address; an older one opens nothing any more.
     *
     * @throws org.clientele.Problem.Conflict {@code no-account}, {@code inactive} or {@code already-verified}
     */
    void sendVerification(UUID customer);

    /**
     * Mails a link that sets a password; an older one opens nothing any more.
     *
     * @throws org.clientele.Problem.Conflict {@code no-account} or {@code inactive}
     */
    void sendPassword(UUID customer);

    /**
     * Takes the e-mail address for proven; orders that guests made with it become the customer's. Twice is as good as once.
     *
     * @throws org.clientele.Problem.Conflict {@code no-account}
     */
    Customer verify(UUID customer);

    /**
     * Mails a link to a new address that makes it the customer's, and a notice to the old one, which stays until then.
     *
     * @throws org.clientele.Problem.Invalid if it is no e-mail address, or the present one
     * @throws org.clientele.Problem.Conflict {@code email-taken}, {@code no-account} or {@code inactive}
     */
    void requestEmailChange(UUID customer, String email);

    /**
     * Makes an account of a guest; its e-mail address is still to be proven.
     *
     * @throws org.clientele.Problem.Conflict {@code email-taken}, or {@code account-exists} if it is one
     * @throws org.clientele.Problem.Invalid if the guest has no e-mail address
     */
    Customer open(UUID guest, Mails mails);

    /** Why the customer cannot log in. */
    Diagnosis diagnose(UUID customer);

    /** Those that are open, latest first. */
    List<Session> sessions(UUID customer);

    /** Ends all of them at once, on every node. */
    void endSessions(UUID customer);

    /** Which mails to send to somebody new. */
    record Mails(boolean verification, boolean welcome, boolean password) {
        public static final Mails NONE = new Mails(false, false, false);
    }
}
