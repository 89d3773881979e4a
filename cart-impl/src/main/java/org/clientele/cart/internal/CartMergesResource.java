package org.clientele.cart.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.clientele.access.RequiresScope;
import org.clientele.cart.Cart;
import org.clientele.cart.CartMerge;
import org.clientele.cart.CartMerges;
import org.clientele.cart.Carts;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /carts/{id}/merges}: what went into a cart, for those who serve customers. */
@Component(service = CartMergesResource.class)
@JakartarsResource
@Path("carts/{id}/merges")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("carts:write")
public final class CartMergesResource {
    private final CartMerges merges;
    private final Carts carts;

    @Activate
    public CartMergesResource(@Reference CartMerges merges, @Reference Carts carts) {
        this.merges = merges;
        this.carts = carts;
    }

    /** Latest first. */
    public record Known(List<CartMerge> items) {}

    @GET
    @RequiresScope("carts:read")
    public Known list(@PathParam("id") UUID id) {
        return new Known(merges.of(id));
    }

    @POST
    public Response merge(@PathParam("id") UUID id, CartBodies.NewMerge body) {
        CartMerge merge =
                merges.merge(id, CartBodies.required(body.from(), "/from"), MergePolicies.sent(body.policy()));
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/admin/v1/carts/" + id + "/merges")
                .entity(answer(carts, merge))
                .build();
    }

    static CartBodies.Merged<Cart> answer(Carts carts, CartMerge merge) {
        return CartBodies.Merged.of(merge, carts.find(merge.into()).orElseThrow(JdbcCarts::notFound));
    }
}
