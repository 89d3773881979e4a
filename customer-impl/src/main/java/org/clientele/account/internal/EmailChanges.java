package org.clientele.account.internal;

import java.util.Optional;
import org.clientele.Problem;
import org.clientele.customer.internal.CustomerChecks;

/** To which address one may change. */
final class EmailChanges {
    private EmailChanges() {}

    /**
     * The new address in its canonical form.
     *
     * @throws Problem.Invalid at {@code /email} if it is none, or the present one
     */
    static String checked(String address, String present) {
        String email = CustomerChecks.canonicalEmail(Optional.of(address)).orElse(address);
        Problem.Invalid.check(
                checks -> checks.that(CustomerChecks.isEmail(email), "/email", "email", "This is no e-mail address.")
                        .that(!email.equals(present), "/email", "unchanged", "This is the address there is."));
        return email;
    }
}
