package org.clientele.cart.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.access.RequiresScope;
import org.clientele.cart.Cart;
import org.clientele.cart.CartMerge;
import org.clientele.cart.CartMerges;
import org.clientele.cart.Carts;
import org.clientele.rest.IfMatch;
import org.clientele.rest.NumberedPage;
import org.clientele.rest.StoreResource;
import org.clientele.rest.Versioned;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /me/carts}: the shopper's open carts, and what becomes of those filled before the login. */
@Component(service = MyCartsResource.class)
@JakartarsResource
@StoreResource
@Path("me/carts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope(Caller.ME_USE)
public final class MyCartsResource {
    private final Carts carts;
    private final CartMerges merges;
    private final CartAccess access;

    @Activate
    public MyCartsResource(@Reference Carts carts, @Reference CartMerges merges, @Reference CartAccess access) {
        this.carts = carts;
        this.merges = merges;
        this.access = access;
    }

    /** A cart in the list, with what it came to when it was last changed. */
    public record Mine(
            UUID id,
            Optional<String> currency,
            String sellerAccount,
            int lines,
            long units,
            long total,
            Instant createdAt,
            Instant changedAt,
            long version) {
        static Mine of(Carts.Listed cart) {
            return new Mine(
                    cart.id(),
                    cart.currency(),
                    cart.sellerAccount(),
                    cart.lines(),
                    cart.units(),
                    cart.total(),
                    cart.createdAt(),
                    cart.changedAt(),
                    cart.version());
        }
    }

    /** Changed last first. */
    @GET
    public NumberedPage<Mine> list(
            @QueryParam("page") @Nullable String page, @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        return NumberedPage.of(
                carts.list(Carts.Selection.of(me(), Cart.Status.OPEN), Carts.Sort.NEWEST, asked),
                asked,
                "/api/store/v1/me/carts?",
                Mine::of);
    }

    /** A guest's cart becomes the shopper's, beside those there are. */
    @POST
    @Path("{id}")
    public Versioned<ShopperCart> take(@PathParam("id") UUID id, @Context IfMatch ifMatch) {
        return ShopperCart.versioned(carts.assign(id, ifMatch.ifSent(), me()));
    }

    @POST
    @Path("merges")
    public Response merge(CartBodies.GuestMerge body) {
        CartMerge merge =
                merges.adopt(me(), CartBodies.required(body.cart(), "/cart"), MergePolicies.sent(body.policy()));
        return Response.status(Response.Status.CREATED).entity(answer(merge)).build();
    }

    @POST
    @Path("merges/{id}/undo")
    public CartBodies.Merged<ShopperCart> undo(@PathParam("id") UUID id) {
        return answer(merges.undo(id));
    }

    private CartBodies.Merged<ShopperCart> answer(CartMerge merge) {
        return CartBodies.Merged.of(
                merge, ShopperCart.of(carts.find(merge.into()).orElseThrow(JdbcCarts::notFound)));
    }

    private UUID me() {
        return access.shopper()
                .orElseThrow(() -> new Problem.Unauthenticated(
                        "unauthenticated", "Send Authorization: Bearer with the token of a login."));
    }
}
