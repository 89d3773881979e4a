package org.clientele.checkout.internal;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The sessions that are for one cart only. */
@Component(service = CartSessions.class)
public final class CartSessions {
    private volatile Optional<CartSession> present = Optional.empty();

    @Activate
    public CartSessions() {}

    /** That of the present caller. */
    public Optional<CartSession> current() {
        return present;
    }

    void present(Optional<CartSession> session) {
        present = session;
    }
}
