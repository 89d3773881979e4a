package org.clientele.checkout.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.clientele.access.Caller;
import org.clientele.access.RequiresScope;
import org.clientele.checkout.Checkout;
import org.clientele.rest.StoreResource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /carts/{id}/checkout} of the store: the shopper, or a guest, places the order. */
@Component(service = StoreCheckoutResource.class)
@JakartarsResource
@StoreResource
@Path("carts/{id}/checkout")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope(Caller.STORE_USE)
public final class StoreCheckoutResource {
    private final Checkout checkout;

    @Activate
    public StoreCheckoutResource(@Reference Checkout checkout) {
        this.checkout = checkout;
    }

    @POST
    public Response place(@PathParam("id") UUID id, Checkout.Choices choices) {
        Checkout.Outcome outcome = checkout.place(id, choices);
        return Response.status(outcome.order().isPresent() ? Response.Status.CREATED : Response.Status.ACCEPTED)
                .entity(CheckoutBodies.Result.forShopper(outcome))
                .build();
    }

    /** Takes back the request for an approval. */
    @DELETE
    public void withdraw(@PathParam("id") UUID id) {
        checkout.withdraw(id);
    }
}
