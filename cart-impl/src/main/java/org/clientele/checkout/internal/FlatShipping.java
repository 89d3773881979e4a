package org.clientele.checkout.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.clientele.Money;
import org.clientele.cart.Cart;
import org.clientele.checkout.Shipping;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The same for each cart that goes to a country; nothing where no rate is configured for the country and the currency. */
@Component(configurationPid = "org.clientele.checkout")
public final class FlatShipping implements Shipping {
    private static final String ELSEWHERE = "*";

    private final Map<String, Long> rates = new HashMap<>();
    private final Map<String, Long> freeFrom;

    @Activate
    public FlatShipping(CheckoutConfig config) {
        for (Entries.Pair entry : Entries.pairs(config.shipping())) {
            Money rate = Entries.money(entry.value());
            rates.put(key(Entries.place(entry.key()), rate.currency()), rate.amount());
        }
        freeFrom = Entries.of(config.freeShippingFrom()).stream()
                .map(Entries::money)
                .collect(Collectors.toMap(Money::currency, Money::amount, (first, second) -> second));
    }

    private static String key(String place, String currency) {
        return place + ' ' + currency;
    }

    @Override
    public long cost(Cart cart) {
        String currency = cart.currency().orElse("");
        long value = cart.lines().stream().mapToLong(Cart.Line::total).reduce(0, Math::addExact);
        Long threshold = freeFrom.get(currency);
        if (threshold != null && value >= threshold) {
            return 0;
        }
        Function<String, Long> rate = place -> rates.get(key(place, currency));
        return cart.country().map(rate).orElseGet(() -> rates.getOrDefault(key(ELSEWHERE, currency), 0L));
    }
}
