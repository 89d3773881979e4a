package org.clientele.account;

import java.util.Optional;
import java.util.UUID;
import org.clientele.customer.Customer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a shopper does about a login. The storefront is the bound caller (see {@link org.clientele.access.Access}) and its seller
 * accounts bound everything; what carries a mailed token needs no caller. Thread-safe; each method is one transaction, its
 * mails included.
 *
 * <p>Where passwords are hashed, {@link org.clientele.Problem.Unavailable} {@code busy} comes after two seconds of waiting for
 * room; a password that is too short, too long or too common is a {@link org.clientele.Problem.Invalid} at {@code /password}.
 * {@code client} is the network address of whoever asks: too many tries, of an account or an address, are a {@link
 * org.clientele.Problem.TooMany} {@code locked-out}. A mailed token that is unknown, used, replaced or expired is a {@link
 * org.clientele.Problem.Gone} {@code token-expired}.
 */
@ProviderType
public interface Logins {
    /**
     * Makes an account and mails a link that proves the address. Does not tell whether there was one: then its owner is told
     * by mail. If nobody has proven the address yet, all passwords that were given for it are void and a link to set one is
     * mailed, so that nobody waits with a password of theirs for somebody else's proof.
     *
     * @throws org.clientele.Problem.Invalid if a member is wrong
     */
    void register(Customer.Registration registration, Optional<String> password, String client);

    /** The e-mail address is proven; orders that guests made with it become the customer's. */
    Customer verify(String token);

    /**
     * Begins a session. Takes the same time whether or not there is such an account.
     *
     * @throws org.clientele.Problem.Unauthenticated {@code invalid-credentials}
     * @throws org.clientele.Problem.Forbidden {@code inactive} or {@code not-verified}, only if the password is right
     */
    Login login(String email, String password, String client);

    /** Ends the session of a token. Twice is as good as once. */
    void logout(String token);

    /** Mails a link that sets a password, if there is such an account; does not tell, nor wait for it. */
    void requestPassword(String email, String client);

    /**
     * Sets the password of whoever got the token by mail, which proves the e-mail address too, and ends all sessions.
     *
     * @param token from a mail
     */
    void setPassword(String token, String password);

    /**
     * Changes the password and ends all sessions but one.
     *
     * @param session the token of the session that stays
     * @throws org.clientele.Problem.Invalid at {@code /currentPassword} if it is wrong
     */
    void changePassword(UUID customer, String current, String password, String session, String client);

    /**
     * Mails a link to the new address that makes it the customer's, and a notice to the old one. Does not tell whether it is
     * another's: then that one is told by mail.
     *
     * @throws org.clientele.Problem.Invalid if it is no e-mail address, or at {@code /password} if the password is wrong
     */
    void requestEmailChange(UUID customer, String email, String password, String client);

    /**
     * The new address is proven and becomes the customer's.
     *
     * @throws org.clientele.Problem.Conflict {@code email-taken} if somebody else has it by now
     */
    Customer changeEmail(String token);
}
