package org.clientele.checkout.internal;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.clientele.cart.Cart;
import org.clientele.checkout.PaymentMethod;
import org.clientele.checkout.PaymentMethods;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** The methods of the configuration, for each cart. */
@Component(configurationPid = "org.clientele.checkout")
@Designate(ocd = CheckoutConfig.class)
public final class ConfiguredPaymentMethods implements PaymentMethods {
    private static final Pattern METHOD =
            Pattern.compile("([a-z0-9][a-z0-9._-]{0,63})(?:\\s*=\\s*([^()]{1,100}?))?\\s*(\\(redirect\\))?");
    private static final String USUAL =
            "invoice=Invoice, prepayment=Prepayment, paypal=PayPal (redirect), klarna=Klarna (redirect)";

    private final List<PaymentMethod> methods;

    @Activate
    public ConfiguredPaymentMethods(CheckoutConfig config) {
        methods = Entries.of(config.paymentMethods().isBlank() ? USUAL : config.paymentMethods()).stream()
                .map(ConfiguredPaymentMethods::method)
                .toList();
    }

    private static PaymentMethod method(String entry) {
        Matcher method = METHOD.matcher(entry);
        if (!method.matches()) {
            throw new IllegalArgumentException("This is no payment method such as paypal=PayPal (redirect): " + entry);
        }
        String id = method.group(1);
        String name = method.group(2);
        return new PaymentMethod(id, name == null ? id : name.strip(), method.group(3) != null);
    }

    @Override
    public List<PaymentMethod> offered(Cart cart) {
        return methods;
    }
}
