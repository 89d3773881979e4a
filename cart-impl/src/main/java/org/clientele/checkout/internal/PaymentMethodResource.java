package org.clientele.checkout.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.clientele.access.RequiresScope;
import org.clientele.checkout.Checkout;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /carts/{id}/payment-methods}: how whoever serves the customer can have the cart paid. */
@Component(service = PaymentMethodResource.class)
@JakartarsResource
@Path("carts/{id}/payment-methods")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope("carts:read")
public final class PaymentMethodResource {
    private final Checkout checkout;

    @Activate
    public PaymentMethodResource(@Reference Checkout checkout) {
        this.checkout = checkout;
    }

    @GET
    public CheckoutBodies.Methods list(@PathParam("id") UUID id) {
        return new CheckoutBodies.Methods(checkout.paymentMethods(id, true));
    }
}
