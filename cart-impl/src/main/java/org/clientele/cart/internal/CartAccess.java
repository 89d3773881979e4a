package org.clientele.cart.internal;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.cart.Attribution;
import org.clientele.cart.Cart;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Which carts a caller may see and change. */
@Component(service = CartAccess.class)
public final class CartAccess {
    /** What a caller is called who may only get at one cart: this, the id of the cart, a colon and the id of the session. */
    public static final String ONE_CART = "cart:";

    private final Access access;

    @Activate
    public CartAccess(@Reference Access access) {
        this.access = access;
    }

    Caller caller() {
        return access.caller();
    }

    /** Whether the caller serves customers, with scopes of the admin API. */
    boolean isStaff() {
        return caller().may("carts:read") || caller().may("carts:write") || caller().may("carts:assist");
    }

    /** Whose carts the caller's are; empty for everybody but a shopper. */
    Optional<UUID> shopper() {
        return caller().customer();
    }

    /** Whether the caller came by a link to a cart, and may get at that one only. */
    boolean isOfOneCart() {
        return caller().id().startsWith(ONE_CART);
    }

    /** Whether the cart is the caller's business. */
    boolean sees(Cart cart) {
        Caller caller = caller();
        if (!caller.sellerAccounts()
                .map(own -> own.contains(cart.sellerAccount()))
                .orElse(true)) {
            return false;
        }
        if (isOfOneCart()) {
            return caller.id().startsWith(ONE_CART + cart.id() + ":");
        }
        if (isStaff()) {
            return true;
        }
        return cart.customerId().isEmpty() || cart.customerId().equals(caller.customer());
    }

    /** @return empty if the caller has nothing to do with the one that is wanted */
    Optional<String> sellerAccountOfNew(Optional<String> wanted, String usual) {
        Optional<Set<String>> own = caller().sellerAccounts();
        if (wanted.isPresent()) {
            return wanted.filter(
                    account -> own.map(all -> all.contains(account)).orElse(true));
        }
        return Optional.of(
                own.isEmpty() || own.get().contains(usual) || own.get().isEmpty()
                        ? usual
                        : own.get().stream().sorted().findFirst().orElse(usual));
    }

    /** Shoppers do not say who serves them, and the platform serves nobody. */
    Attribution attributed(Attribution attribution) {
        if (!isStaff()) {
            return attribution.withAgent(Optional.empty());
        }
        return attribution.agent().isEmpty() && !caller().id().startsWith("system:")
                ? attribution.withAgent(Optional.of(caller().id()))
                : attribution;
    }
}
