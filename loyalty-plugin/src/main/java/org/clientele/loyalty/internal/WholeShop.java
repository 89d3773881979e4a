package org.clientele.loyalty.internal;

import org.clientele.Problem;
import org.clientele.access.Access;

/** What holds for all seller accounts, or tells of all of them. */
final class WholeShop {
    private WholeShop() {}

    /** @throws Problem.Forbidden {@code all-seller-accounts} if the caller has some of them only */
    static void require(Access access) {
        if (access.caller().sellerAccounts().isPresent()) {
            throw new Problem.Forbidden(
                    "all-seller-accounts", "Points of the whole shop are for callers with all seller accounts.");
        }
    }
}
