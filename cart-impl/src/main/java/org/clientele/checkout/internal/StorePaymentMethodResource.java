package org.clientele.checkout.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.clientele.access.Caller;
import org.clientele.access.RequiresScope;
import org.clientele.checkout.Checkout;
import org.clientele.rest.StoreResource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /carts/{id}/payment-methods} of the store: how a cart can be paid. */
@Component(service = StorePaymentMethodResource.class)
@JakartarsResource
@StoreResource
@Path("carts/{id}/payment-methods")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(Caller.STORE_USE)
public final class StorePaymentMethodResource {
    private final Checkout checkout;

    @Activate
    public StorePaymentMethodResource(@Reference Checkout checkout) {
        this.checkout = checkout;
    }

    @GET
    public CheckoutBodies.Methods list(@PathParam("id") UUID id) {
        return new CheckoutBodies.Methods(checkout.paymentMethods(id, false));
    }
}
