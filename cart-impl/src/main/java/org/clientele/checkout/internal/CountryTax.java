package org.clientele.checkout.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import org.clientele.cart.Cart;
import org.clientele.checkout.Tax;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * A percentage for each country, of what is paid for each line and for shipping: rounded half up for each line, and once for shipping.
 * Nothing where no rate is configured.
 */
@Component(configurationPid = "org.clientele.checkout")
public final class CountryTax implements Tax {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final String ELSEWHERE = "*";

    private final Map<String, BigDecimal> rates = new HashMap<>();

    @Activate
    public CountryTax(CheckoutConfig config) {
        for (Entries.Pair entry : Entries.pairs(config.tax())) {
            if (!entry.value().matches("\\d{1,3}(\\.\\d{1,4})?")) {
                throw new IllegalArgumentException("This is no percentage such as 8.1: " + entry.value());
            }
            rates.put(Entries.place(entry.key()), new BigDecimal(entry.value()));
        }
    }

    @Override
    public long amount(Cart cart) {
        BigDecimal elsewhere = rates.getOrDefault(ELSEWHERE, BigDecimal.ZERO);
        BigDecimal rate = cart.country()
                .map(country -> rates.getOrDefault(country, elsewhere))
                .orElse(elsewhere);
        if (rate.signum() == 0) {
            return 0;
        }
        long tax = of(shippingPaid(cart), rate);
        for (Cart.Line line : cart.lines()) {
            tax = Math.addExact(tax, of(line.total(), rate));
        }
        return tax;
    }

    /** What offers take off besides the lines they take off shipping; vouchers pay, and take nothing off. */
    private static long shippingPaid(Cart cart) {
        long off = cart.offers().stream()
                .filter(offer -> offer.kind() != Cart.Kind.VOUCHER)
                .mapToLong(Cart.Applied::amount)
                .sum();
        long offLines = cart.lines().stream().mapToLong(Cart.Line::discount).sum();
        return Math.max(0, cart.shipping() - Math.max(0, off - offLines));
    }

    private static long of(long amount, BigDecimal percent) {
        return BigDecimal.valueOf(amount)
                .multiply(percent)
                .divide(HUNDRED, 0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
