package org.clientele.checkout.internal;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Shipping and tax by configuration. */
public final class ChargesKit {
    private ChargesKit() {}

    /** Neither shipping nor tax. */
    public static Charges none() {
        return configured(Map.of());
    }

    static Charges configured(Map<String, Object> values) {
        CheckoutConfig config = config(values);
        return new Charges(config, new FlatShipping(config), new CountryTax(config));
    }

    static CheckoutConfig config(Map<String, Object> values) {
        return (CheckoutConfig) Proxy.newProxyInstance(
                ChargesKit.class.getClassLoader(),
                new Class<?>[] {CheckoutConfig.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
