package org.clientele.cart.internal;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.clientele.access.RequiresScope;
import org.clientele.cart.Cart;
import org.clientele.cart.CartMerges;
import org.clientele.cart.Carts;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /carts/merges/{id}}: takes a merge of carts back. */
@Component(service = CartMergeResource.class)
@JakartarsResource
@Path("carts/merges")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope("carts:write")
public final class CartMergeResource {
    private final CartMerges merges;
    private final Carts carts;

    @Activate
    public CartMergeResource(@Reference CartMerges merges, @Reference Carts carts) {
        this.merges = merges;
        this.carts = carts;
    }

    @POST
    @Path("{id}/undo")
    public CartBodies.Merged<Cart> undo(@PathParam("id") UUID id) {
        return CartMergesResource.answer(carts, merges.undo(id));
    }
}
