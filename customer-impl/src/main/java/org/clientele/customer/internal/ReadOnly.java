package org.clientele.customer.internal;

import java.util.List;
import java.util.Set;
import org.clientele.Problem;
import org.clientele.rest.MergePatch;

/** Members of a customer that a patch cannot change, each of which has another way or none. */
public final class ReadOnly {
    private static final Set<String> MEMBERS = Set.of(
            "id",
            "reference",
            "name",
            "age",
            "account",
            "status",
            "verification",
            "registeredAt",
            "createdAt",
            "lastLoginAt",
            "lifecycle",
            "groups",
            "tags",
            "sellerAccounts",
            "externalIds",
            "version",
            "erased",
            "erasedAt",
            "addresses",
            "country",
            "province",
            "city",
            "postalCode",
            "orders",
            "units",
            "totalSpent",
            "totalRefunded",
            "averageOrderValue",
            "discountReceived",
            "promoCodes",
            "returnedUnits",
            "negativeFeedbacks",
            "firstOrderAt",
            "lastOrderAt",
            "otherCurrencies");

    private ReadOnly() {}

    public static Problem.Invalid email() {
        return new Problem.Invalid(
                "email-read-only",
                "An e-mail address changes only when the new one is proven.",
                List.of(new Problem.Violation("/email", "email-read-only", "Use the change of e-mail.")));
    }

    /** @throws Problem.Invalid if the patch names one */
    public static void refuse(MergePatch patch) {
        if (patch.names("email")) {
            throw email();
        }
        Problem.Invalid.check(checks -> MEMBERS.stream()
                .filter(patch::names)
                .sorted()
                .forEach(member -> checks.that(false, "/" + member, "read-only", "It cannot be changed here.")));
    }
}
