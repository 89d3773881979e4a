package org.clientele.checkout.internal;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.Problem.Checks;
import org.clientele.checkout.Checkout;
import org.clientele.customer.Address;

/** What checkout takes; an order that has to wait must still be right when it is allowed. */
final class ChoiceChecks {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final Checks checks;

    private ChoiceChecks(Checks checks) {
        this.checks = checks;
    }

    static void check(Checkout.Choices choices, Optional<String> customerIp) {
        Problem.Invalid.check(checks -> new ChoiceChecks(checks).choices(choices, customerIp));
    }

    private void choices(Checkout.Choices choices, Optional<String> customerIp) {
        checks.that(
                !choices.paymentMethod().isBlank() && choices.paymentMethod().length() <= 64,
                "/paymentMethod",
                "payment-method",
                "There is no such payment method for this cart.");
        checks.that(
                choices.email().map(EmailAddress::isOne).orElse(true), "/email", "email", "This is no e-mail address.");
        text("/firstName", choices.firstName(), 100);
        text("/lastName", choices.lastName(), 100);
        text("/phone", choices.phone(), 64);
        text("/purchaseOrder", choices.purchaseOrder(), 100);
        checks.that(
                customerIp.map(ip -> IpAddress.canonical(ip).isPresent()).orElse(true),
                "/customerIp",
                "ip-address",
                "This is no address of IPv4 or IPv6.");
        either(choices.shippingAddress(), choices.shippingAddressId(), "/shippingAddressId");
        either(choices.billingAddress(), choices.billingAddressId(), "/billingAddressId");
        choices.shippingAddress().ifPresent(address -> address("/shippingAddress", address));
        choices.billingAddress().ifPresent(address -> address("/billingAddress", address));
    }

    private void either(Optional<Address.Content> address, Optional<UUID> id, String pointer) {
        checks.that(
                address.isEmpty() || id.isEmpty(),
                pointer,
                "superfluous",
                "The address is given, or its id, not both.");
    }

    private void address(String at, Address.Content address) {
        text(at + "/salutation", address.salutation(), 100);
        text(at + "/firstName", address.firstName(), 100);
        text(at + "/lastName", address.lastName(), 100);
        text(at + "/company", address.company(), 200);
        text(at + "/line1", address.line1(), 200);
        text(at + "/line2", address.line2(), 200);
        text(at + "/line3", address.line3(), 200);
        text(at + "/city", address.city(), 100);
        text(at + "/province", address.province(), 100);
        text(at + "/postalCode", address.postalCode(), 20);
        text(at + "/phone", address.phone(), 64);
        checks.that(
                address.country().map(COUNTRIES::contains).orElse(true),
                at + "/country",
                "country",
                "A country is two upper-case letters (ISO 3166-1).");
    }

    private void text(String pointer, Optional<String> value, int most) {
        checks.that(
                value.map(text -> text.length() <= most).orElse(true),
                pointer,
                "too-long",
                "This has at most " + most + " characters.");
    }
}
