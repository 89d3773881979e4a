package org.clientele.access;

import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Binds a {@link Caller} to the running thread; whatever reads or writes customers asks here for whom.
 *
 * <p>HTTP requests, operations, listeners and shell commands come with a caller bound. Code on a thread of its own binds one,
 * usually {@link Caller#system}. Thread-safe.
 */
@ProviderType
public interface Access {
    /**
     * Whose call this is.
     *
     * @throws IllegalStateException if no caller is bound: there is no default, so nothing is readable by accident
     */
    Caller caller();

    /** Runs the work as the caller and binds the one before it again. */
    <T> T call(Caller caller, Supplier<T> work);

    /** @throws org.clientele.Problem.Forbidden {@code scope-missing} if the caller of this thread lacks the scope */
    default void require(String scope) {
        if (!caller().may(scope)) {
            throw new org.clientele.Problem.Forbidden("scope-missing", "This needs the scope " + scope + ".");
        }
    }

    /**
     * For what holds for the whole shop, or tells of all of it.
     *
     * @throws org.clientele.Problem.Forbidden {@code all-seller-accounts} if the caller of this thread sees some of them only
     */
    default void requireAllSellerAccounts() {
        if (caller().sellerAccounts().isPresent()) {
            throw new org.clientele.Problem.Forbidden(
                    "all-seller-accounts", "What concerns the whole shop is for callers with all seller accounts.");
        }
    }
}
