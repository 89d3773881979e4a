package org.clientele.access.internal;

import java.lang.annotation.Annotation;
import org.clientele.access.Keys;
import org.clientele.customer.internal.Shop;

/** Keys on a shop, wired by hand. */
public final class KeyKit {
    private KeyKit() {}

    public static Keys keys(Shop shop) {
        return new JdbcKeys(shop.transactions(), shop.access(), new Config("kit-0123456789abcdef0123456789abcdef"));
    }

    private record Config(String adminToken) implements AccessConfig {
        @Override
        public Class<? extends Annotation> annotationType() {
            return AccessConfig.class;
        }
    }
}
