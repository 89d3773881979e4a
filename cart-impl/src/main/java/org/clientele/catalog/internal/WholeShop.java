package org.clientele.catalog.internal;

import org.clientele.Problem;
import org.clientele.access.Access;

/** What holds for all seller accounts. */
public final class WholeShop {
    private WholeShop() {}

    /** @throws Problem.Forbidden {@code all-seller-accounts} if the caller has some of them only */
    public static void require(Access access) {
        if (access.caller().sellerAccounts().isPresent()) {
            throw new Problem.Forbidden(
                    "all-seller-accounts",
                    "What holds for the whole shop is changed by callers with all seller accounts.");
        }
    }
}
