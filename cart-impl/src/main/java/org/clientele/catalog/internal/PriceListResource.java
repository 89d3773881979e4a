package org.clientele.catalog.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.OptionalLong;
import org.clientele.Page;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.imports.ImportTarget.Outcome;
import org.clientele.rest.IfMatch;
import org.clientele.rest.NumberedPage;
import org.clientele.rest.Versioned;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /price-lists}: what products cost for groups, and from a quantity on. */
@Component(service = PriceListResource.class)
@JakartarsResource
@Path("price-lists")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("products:write")
public final class PriceListResource {
    private static final String HERE = "/api/admin/v1/price-lists";

    private final PriceLists lists;
    private final Access access;

    @Activate
    public PriceListResource(@Reference PriceLists lists, @Reference Access access) {
        this.lists = lists;
        this.access = access;
    }

    @GET
    @RequiresScope("products:read")
    public NumberedPage<PriceLists.PriceList> list(
            @QueryParam("page") @Nullable String page, @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        return NumberedPage.of(lists.list(asked), asked, HERE + "?");
    }

    @GET
    @Path("{id}")
    @RequiresScope("products:read")
    public Versioned<PriceLists.PriceList> get(@PathParam("id") String id) {
        PriceLists.PriceList list = lists.find(id).orElseThrow(PriceLists::notFound);
        return new Versioned<>(list, list.version());
    }

    @PUT
    @Path("{id}")
    public Response put(@PathParam("id") String id, PriceBodies.ListBody body, @Context IfMatch ifMatch) {
        access.requireAllSellerAccounts();
        body.check(id);
        boolean created =
                lists.put(id, body.name().orElseThrow(), body.currency().orElseThrow(), ifMatch.ifSent());
        return Response.status(created ? Response.Status.CREATED : Response.Status.OK)
                .header(HttpHeaders.LOCATION, created ? HERE + "/" + id : null)
                .entity(get(id))
                .build();
    }

    @DELETE
    @Path("{id}")
    public void remove(@PathParam("id") String id, @Context IfMatch ifMatch) {
        access.requireAllSellerAccounts();
        lists.remove(id, ifMatch.required());
    }

    @GET
    @Path("{id}/prices")
    @RequiresScope("products:read")
    public NumberedPage<PriceLists.Price> prices(
            @PathParam("id") String id,
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size) {
        get(id);
        Page.Request asked = NumberedPage.request(page, size);
        return NumberedPage.of(lists.prices(id, asked), asked, HERE + "/" + id + "/prices?");
    }

    /** With the ETag of the list. */
    @GET
    @Path("{id}/prices/{sku}")
    @RequiresScope("products:read")
    public Versioned<PriceLists.Price> price(@PathParam("id") String id, @PathParam("sku") String sku) {
        long version = get(id).version();
        return new Versioned<>(lists.price(id, sku).orElseThrow(PriceLists::noPrice), version);
    }

    @PUT
    @Path("{id}/prices/{sku}")
    public Response putPrice(
            @PathParam("id") String id,
            @PathParam("sku") String sku,
            PriceBodies.PriceBody body,
            @Context IfMatch ifMatch) {
        access.requireAllSellerAccounts();
        Outcome outcome = lists.put(id, ifMatch.ifSent(), body.price(sku));
        return Response.status(outcome == Outcome.CREATED ? Response.Status.CREATED : Response.Status.OK)
                .entity(price(id, sku))
                .build();
    }

    @DELETE
    @Path("{id}/prices/{sku}")
    public void removePrice(@PathParam("id") String id, @PathParam("sku") String sku, @Context IfMatch ifMatch) {
        access.requireAllSellerAccounts();
        OptionalLong version = ifMatch.ifSent();
        lists.remove(id, version, sku);
    }
}
