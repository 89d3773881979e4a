package org.clientele.cart.internal;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.cart.Attribution;
import org.clientele.cart.Cart;
import org.clientele.cart.Carts;
import org.clientele.rest.IfMatch;
import org.clientele.rest.MergePatch;
import org.clientele.rest.NumberedPage;
import org.clientele.rest.Versioned;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /carts}: what customers are about to buy, for those who serve them. */
@Component(service = CartResource.class)
@JakartarsResource
@Path("carts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("carts:write")
public final class CartResource {
    private final Carts carts;

    @Activate
    public CartResource(@Reference Carts carts) {
        this.carts = carts;
    }

    @GET
    @RequiresScope("carts:read")
    public NumberedPage<Carts.Listed> list(
            @BeanParam CartParameters wanted,
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        return NumberedPage.of(carts.list(wanted.selection(), wanted.sort(), asked), asked, wanted.link());
    }

    @POST
    public Response open(CartBodies.NewCart body) {
        Cart cart = carts.open(body.opening());
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/admin/v1/carts/" + cart.id())
                .entity(versioned(cart))
                .build();
    }

    @GET
    @Path("{id}")
    @RequiresScope("carts:read")
    public Cart get(@PathParam("id") UUID id) {
        return found(id);
    }

    /** What may be patched: where the cart goes to, and a guest's cart can become a customer's. */
    public record Patch(Optional<UUID> customerId, Optional<String> country) {}

    @PATCH
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Path("{id}")
    public Versioned<Cart> patch(@PathParam("id") UUID id, MergePatch patch, @Context IfMatch ifMatch) {
        Cart before = found(id);
        Patch after = patch.applyTo(new Patch(before.customerId(), before.country()), Patch.class);
        if (before.customerId().isPresent() && after.customerId().isEmpty()) {
            throw Problem.Invalid.at("/customerId", "read-only", "A customer's cart stays the customer's.");
        }
        OptionalLong version = ifMatch.ifSent();
        Cart cart = before;
        if (!after.customerId().equals(before.customerId())) {
            cart = carts.assign(id, version, after.customerId().orElseThrow());
            version = OptionalLong.of(cart.version());
        }
        if (!after.country().equals(before.country())) {
            cart = carts.send(id, version, after.country());
        }
        return versioned(cart);
    }

    @DELETE
    @Path("{id}")
    public void remove(@PathParam("id") UUID id, @Context IfMatch ifMatch) {
        carts.remove(id, ifMatch.ifSent());
    }

    @POST
    @Path("{id}/lines")
    public Response add(@PathParam("id") UUID id, CartBodies.NewLine line, @Context IfMatch ifMatch) {
        return created(carts.add(id, ifMatch.ifSent(), List.of(line.addition())));
    }

    @PATCH
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Path("{id}/lines/{lineId}")
    public Versioned<Cart> change(
            @PathParam("id") UUID id, @PathParam("lineId") UUID line, MergePatch patch, @Context IfMatch ifMatch) {
        return versioned(carts.change(id, ifMatch.ifSent(), line, CartBodies.LinePatch.change(patch)));
    }

    @DELETE
    @Path("{id}/lines/{lineId}")
    public Versioned<Cart> remove(@PathParam("id") UUID id, @PathParam("lineId") UUID line, @Context IfMatch ifMatch) {
        return versioned(carts.remove(id, ifMatch.ifSent(), line));
    }

    @POST
    @Path("{id}/codes")
    public Response enter(@PathParam("id") UUID id, CartBodies.Code code, @Context IfMatch ifMatch) {
        return created(carts.enter(id, ifMatch.ifSent(), code.text()));
    }

    @DELETE
    @Path("{id}/codes/{code}")
    public Versioned<Cart> withdraw(
            @PathParam("id") UUID id, @PathParam("code") String code, @Context IfMatch ifMatch) {
        return versioned(carts.withdraw(id, ifMatch.ifSent(), code));
    }

    @GET
    @Path("{id}/attribution")
    @RequiresScope("carts:read")
    public Attribution attribution(@PathParam("id") UUID id) {
        return found(id).attribution();
    }

    @PUT
    @Path("{id}/attribution")
    public Versioned<Cart> attribute(@PathParam("id") UUID id, Attribution attribution, @Context IfMatch ifMatch) {
        return versioned(carts.attribute(id, ifMatch.ifSent(), attribution));
    }

    @PATCH
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Path("{id}/attribution")
    public Versioned<Cart> patchAttribution(@PathParam("id") UUID id, MergePatch patch, @Context IfMatch ifMatch) {
        Cart before = found(id);
        return versioned(carts.attribute(
                id,
                ifMatch.ifSent().isPresent() ? ifMatch.ifSent() : OptionalLong.of(before.version()),
                patch.applyTo(before.attribution(), Attribution.class)));
    }

    private Cart found(UUID id) {
        return carts.find(id).orElseThrow(JdbcCarts::notFound);
    }

    private static Response created(Cart cart) {
        return Response.status(Response.Status.CREATED).entity(versioned(cart)).build();
    }

    static Versioned<Cart> versioned(Cart cart) {
        return new Versioned<>(cart, cart.version());
    }
}
