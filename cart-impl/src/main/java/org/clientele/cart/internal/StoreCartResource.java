package org.clientele.cart.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.access.Caller;
import org.clientele.access.RequiresScope;
import org.clientele.cart.Cart;
import org.clientele.cart.Carts;
import org.clientele.rest.IfMatch;
import org.clientele.rest.MergePatch;
import org.clientele.rest.StoreResource;
import org.clientele.rest.Versioned;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /carts} of the storefront: a guest's, the shopper's own, or the one that a session is for. */
@Component(service = StoreCartResource.class)
@JakartarsResource
@StoreResource
@Path("carts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope(Caller.STORE_USE)
public final class StoreCartResource {
    private final Carts carts;

    @Activate
    public StoreCartResource(@Reference Carts carts) {
        this.carts = carts;
    }

    @POST
    public Response open(CartBodies.ShopperNewCart body) {
        Cart cart = carts.open(body.opening());
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/store/v1/carts/" + cart.id())
                .entity(ShopperCart.versioned(cart))
                .build();
    }

    @GET
    @Path("{id}")
    public ShopperCart get(@PathParam("id") UUID id) {
        return ShopperCart.of(found(id));
    }

    /** What may be patched: where the cart goes to. */
    public record Patch(Optional<String> country) {}

    @PATCH
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Path("{id}")
    public Versioned<ShopperCart> patch(@PathParam("id") UUID id, MergePatch patch, @Context IfMatch ifMatch) {
        Patch after = patch.applyTo(new Patch(found(id).country()), Patch.class);
        return ShopperCart.versioned(carts.send(id, ifMatch.ifSent(), after.country()));
    }

    @POST
    @Path("{id}/lines")
    public Response add(@PathParam("id") UUID id, CartBodies.NewLine line, @Context IfMatch ifMatch) {
        return created(carts.add(id, ifMatch.ifSent(), List.of(line.addition())));
    }

    @PATCH
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Path("{id}/lines/{lineId}")
    public Versioned<ShopperCart> change(
            @PathParam("id") UUID id, @PathParam("lineId") UUID line, MergePatch patch, @Context IfMatch ifMatch) {
        return ShopperCart.versioned(carts.change(id, ifMatch.ifSent(), line, CartBodies.LinePatch.change(patch)));
    }

    @DELETE
    @Path("{id}/lines/{lineId}")
    public Versioned<ShopperCart> remove(
            @PathParam("id") UUID id, @PathParam("lineId") UUID line, @Context IfMatch ifMatch) {
        return ShopperCart.versioned(carts.remove(id, ifMatch.ifSent(), line));
    }

    @POST
    @Path("{id}/codes")
    public Response enter(@PathParam("id") UUID id, CartBodies.Code code, @Context IfMatch ifMatch) {
        return created(carts.enter(id, ifMatch.ifSent(), code.text()));
    }

    @DELETE
    @Path("{id}/codes/{code}")
    public Versioned<ShopperCart> withdraw(
            @PathParam("id") UUID id, @PathParam("code") String code, @Context IfMatch ifMatch) {
        return ShopperCart.versioned(carts.withdraw(id, ifMatch.ifSent(), code));
    }

    @PUT
    @Path("{id}/attribution")
    public Versioned<ShopperCart> attribute(
            @PathParam("id") UUID id, ShopperCart.Source attribution, @Context IfMatch ifMatch) {
        return ShopperCart.versioned(carts.attribute(id, ifMatch.ifSent(), attribution.attribution()));
    }

    private Cart found(UUID id) {
        return carts.find(id).orElseThrow(JdbcCarts::notFound);
    }

    private static Response created(Cart cart) {
        return Response.status(Response.Status.CREATED)
                .entity(ShopperCart.versioned(cart))
                .build();
    }
}
