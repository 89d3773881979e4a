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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    private static final Map<String, Carts.Sort> SORTS = Map.of(
            "-changedAt", Carts.Sort.NEWEST,
            "changedAt", Carts.Sort.OLDEST,
            "-total", Carts.Sort.LARGEST,
            "total", Carts.Sort.SMALLEST);

    private final Carts carts;

    @Activate
    public CartResource(@Reference Carts carts) {
        this.carts = carts;
    }

    @GET
    @RequiresScope("carts:read")
    public NumberedPage<Carts.Listed> list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("customer") @Nullable String customer,
            @QueryParam("abandoned") @Nullable String abandoned,
            @QueryParam("guest") @Nullable String guest,
            @QueryParam("sort") @Nullable String sort,
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        Carts.Selection wanted = new Carts.Selection(
                Optional.ofNullable(status).map(CartResource::status),
                Optional.ofNullable(customer).map(CartResource::customer),
                Optional.ofNullable(abandoned).map(text -> flag("?abandoned", text)),
                Optional.ofNullable(guest).map(text -> flag("?guest", text)));
        StringBuilder link = new StringBuilder("/api/admin/v1/carts?");
        parameter(link, "status", status);
        parameter(link, "customer", customer);
        parameter(link, "abandoned", abandoned);
        parameter(link, "guest", guest);
        parameter(link, "sort", sort);
        return NumberedPage.of(carts.list(wanted, sort(sort), asked), asked, link.toString());
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
        return carts.find(id).orElseThrow(JdbcCarts::notFound);
    }

    /** What may be patched: where the cart goes to, and a guest's cart can become a customer's. */
    public record Patch(Optional<UUID> customerId, Optional<String> country) {}

    @PATCH
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Path("{id}")
    public Versioned<Cart> patch(@PathParam("id") UUID id, MergePatch patch, @Context IfMatch ifMatch) {
        Cart before = carts.find(id).orElseThrow(JdbcCarts::notFound);
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
        CartBodies.LinePatch change =
                patch.applyTo(new CartBodies.LinePatch(Optional.empty(), Optional.empty()), CartBodies.LinePatch.class);
        return versioned(carts.change(id, ifMatch.ifSent(), line, change.change()));
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
        return get(id).attribution();
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
        Cart before = get(id);
        return versioned(carts.attribute(
                id,
                ifMatch.ifSent().isPresent() ? ifMatch.ifSent() : OptionalLong.of(before.version()),
                patch.applyTo(before.attribution(), Attribution.class)));
    }

    private static Response created(Cart cart) {
        return Response.status(Response.Status.CREATED).entity(versioned(cart)).build();
    }

    static Versioned<Cart> versioned(Cart cart) {
        return new Versioned<>(cart, cart.version());
    }

    private static Carts.Sort sort(@Nullable String sort) {
        if (sort == null) {
            return Carts.Sort.NEWEST;
        }
        Carts.Sort found = SORTS.get(sort);
        if (found == null) {
            throw Problem.Invalid.at("?sort", "value", "This must be changedAt or total, with or without a -.");
        }
        return found;
    }

    private static Cart.Status status(String text) {
        try {
            return Cart.Status.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problem.Invalid.at("?status", "value", "This must be open, completed, merged or expired.");
        }
    }

    private static UUID customer(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.Invalid.at("?customer", "format", "This is the id of a customer.");
        }
    }

    private static boolean flag(String pointer, String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw Problem.Invalid.at(pointer, "value", "This must be true or false.");
        }
        return text.equals("true");
    }

    private static void parameter(StringBuilder link, String name, @Nullable String value) {
        if (value != null) {
            link.append(name).append('=').append(value).append('&');
        }
    }
}
