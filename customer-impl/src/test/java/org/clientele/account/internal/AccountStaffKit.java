package org.clientele.account.internal;

import java.util.Map;
import org.clientele.customer.internal.Shop;

/** What logins of staff share with those of customers. */
public final class AccountStaffKit {
    private final AccountSettings settings =
            AccountKit.settings(Map.of("triesOfAddress", 1_000_000, "mailsOfAddress", 1_000_000));
    private final Passwords passwords = new Passwords();
    private final Throttle throttle;

    public AccountStaffKit(Shop shop) {
        throttle = new Throttle(shop.transactions(), settings);
    }

    public AccountSettings settings() {
        return settings;
    }

    public Passwords passwords() {
        return passwords;
    }

    public Throttle throttle() {
        return throttle;
    }
}
