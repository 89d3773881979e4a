package org.clientele.checkout.internal;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clientele.Problem;
import org.clientele.customer.Customer;
import org.clientele.mail.Mail;
import org.clientele.mail.Outbox;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The mail with a checkout link, in the wording {@code checkout-link}. */
@Component(service = LinkMail.class)
public final class LinkMail {
    private final Outbox outbox;
    private final CheckoutLinkSettings settings;

    @Activate
    public LinkMail(@Reference Outbox outbox, @Reference CheckoutLinkSettings settings) {
        this.outbox = outbox;
        this.settings = settings;
    }

    /** @throws Problem.Invalid if there is nobody to write to */
    void requireAddressee(Optional<Customer> customer) {
        Problem.Invalid.check(checks -> checks.that(
                        customer.isPresent(), "/sendMail", "no-customer", "A guest's cart has nobody to write to.")
                .that(
                        customer.isEmpty() || customer.get().email().isPresent(),
                        "/sendMail",
                        "no-email",
                        "The customer has no e-mail address."));
    }

    void post(Customer customer, String token, Instant expiresAt) {
        String name = Stream.concat(customer.firstName().stream(), customer.lastName().stream())
                .collect(Collectors.joining(" "));
        outbox.post(new Mail.Draft(
                "checkout-link",
                Optional.of(customer.id()),
                customer.email().orElseThrow(),
                customer.locale(),
                Map.of("name", name, "link", settings.link(token), "expiresAt", expiresAt.toString())));
    }
}
