package org.clientele.checkout.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.clientele.access.RequiresScope;
import org.clientele.checkout.Checkout;
import org.clientele.rest.TellsPersons;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /carts/{id}/checkout}: whoever serves a customer places the order. */
@Component(service = CheckoutResource.class)
@JakartarsResource
@Path("carts/{id}/checkout")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("carts:assist")
public final class CheckoutResource {
    private final Checkout checkout;
    private final Placements placements;

    @Activate
    public CheckoutResource(@Reference Checkout checkout, @Reference Placements placements) {
        this.checkout = checkout;
        this.placements = placements;
    }

    @POST
    public Response place(@PathParam("id") UUID id, CheckoutBodies.Assisted body) {
        return answer(checkout.placeFor(id, body.choices(), body.customerIp()));
    }

    static Response answer(Checkout.Outcome outcome) {
        Response.ResponseBuilder answer =
                Response.status(outcome.order().isPresent() ? Response.Status.CREATED : Response.Status.ACCEPTED);
        outcome.order()
                .ifPresent(order -> answer.header(
                        HttpHeaders.LOCATION,
                        "/api/admin/v1/orders/" + URLEncoder.encode(order.number(), StandardCharsets.UTF_8)));
        return answer.entity(CheckoutBodies.Result.of(outcome)).build();
    }

    @GET
    @RequiresScope("carts:read")
    @TellsPersons
    public Placement get(@PathParam("id") UUID id) {
        return placements.of(id);
    }

    /** Takes back the request for an approval. */
    @DELETE
    public void withdraw(@PathParam("id") UUID id) {
        checkout.withdraw(id);
    }
}
