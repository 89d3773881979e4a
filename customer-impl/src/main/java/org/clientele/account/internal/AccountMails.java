package org.clientele.account.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clientele.Problem;
import org.clientele.account.Accounts.Mails;
import org.clientele.customer.Customer;
import org.clientele.mail.Mail;
import org.clientele.mail.Outbox;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The mails about accounts, with the links in them. */
@Component(service = AccountMails.class)
public final class AccountMails {
    private final Outbox outbox;
    private final AccountSettings settings;
    private final MailedTokens tokens;

    @Activate
    public AccountMails(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Outbox outbox,
            @Reference AccountSettings settings) {
        this.outbox = outbox;
        this.settings = settings;
        this.tokens = new MailedTokens(transactions);
    }

    /** @throws Problem.Invalid if the customer has no account, or no address, for one of them */
    void greet(Customer customer, Mails mails) {
        Problem.Invalid.check(checks -> checks.that(
                        !mails.verification() || customer.account(),
                        "/sendVerificationMail",
                        "no-account",
                        "A guest has no account to verify.")
                .that(
                        !mails.password() || customer.account(),
                        "/sendPasswordMail",
                        "no-account",
                        "A guest has no account to set a password for.")
                .that(
                        !mails.welcome() || customer.email().isPresent(),
                        "/welcomeMail",
                        "no-email",
                        "There is no address to send it to."));
        if (mails.welcome()) {
            post("welcome", customer, email(customer), Map.of());
        }
        if (mails.verification()) {
            verification(customer);
        }
        if (mails.password()) {
            firstPassword(customer);
        }
    }

    void verification(Customer customer) {
        link("verification", customer, email(customer), Purpose.VERIFY, Optional.empty(), settings.verifying());
    }

    /** For somebody who never had a password. */
    void firstPassword(Customer customer) {
        link("set-password", customer, email(customer), Purpose.RESET, Optional.empty(), settings.settingFirst());
    }

    void passwordReset(Customer customer) {
        link("password-reset", customer, email(customer), Purpose.RESET, Optional.empty(), settings.resetting());
    }

    void passwordChanged(Customer customer) {
        post("password-changed", customer, email(customer), Map.of());
    }

    /** Somebody wanted an account with this address, which has one. */
    void accountExists(Customer customer) {
        post("account-exists", customer, email(customer), Map.of());
    }

    void emailChange(Customer customer, String email) {
        link("email-change", customer, email, Purpose.EMAIL_CHANGE, Optional.of(email), settings.changingEmail());
    }

    void emailChangeNotice(Customer customer) {
        customer.email().ifPresent(old -> post("email-change-notice", customer, old, Map.of()));
    }

    private void link(
            String template, Customer customer, String to, Purpose purpose, Optional<String> email, Duration life) {
        MailedTokens.Issued issued = tokens.issue(customer.id(), purpose, email, life);
        post(
                template,
                customer,
                to,
                Map.of(
                        "link",
                        settings.link(purpose, issued.token()),
                        "expiresAt",
                        issued.expiresAt().toString()));
    }

    private void post(String template, Customer customer, String to, Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(more);
        values.put(
                "name",
                Stream.concat(customer.firstName().stream(), customer.lastName().stream())
                        .collect(Collectors.joining(" ")));
        outbox.post(new Mail.Draft(template, Optional.of(customer.id()), to, customer.locale(), values));
    }

    private static String email(Customer customer) {
        return customer.email().orElseThrow(() -> new IllegalStateException("an account without an address"));
    }
}
