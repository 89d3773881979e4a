package org.clientele.staff.internal;

import java.time.Duration;
import java.util.Map;
import org.clientele.access.Identities;
import org.clientele.customer.internal.Shop;

/** Who staff and keys are, for tests in other packages. */
public final class IdentityKit {
    private IdentityKit() {}

    public static Identities of(Shop shop) {
        return new StaffSessions(
                shop.transactions(),
                new StaffSettings(StaffKit.config(StaffConfig.class, Map.of())),
                new IssuedTokens(
                        StaffKit.config(OidcConfig.class, Map.of()), Duration.ofMinutes(10), Duration.ofMillis(300)));
    }
}
