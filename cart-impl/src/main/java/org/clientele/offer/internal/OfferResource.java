package org.clientele.offer.internal;

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
import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.cart.Offer;
import org.clientele.cart.Offers;
import org.clientele.rest.IfMatch;
import org.clientele.rest.MergePatch;
import org.clientele.rest.NumberedPage;
import org.clientele.rest.Versioned;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /offers}: what is taken off carts. */
@Component(service = OfferResource.class)
@JakartarsResource
@Path("offers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("offers:write")
public final class OfferResource {
    private final Offers offers;
    private final Access access;

    @Activate
    public OfferResource(@Reference Offers offers, @Reference Access access) {
        this.offers = offers;
        this.access = access;
    }

    @GET
    @RequiresScope("offers:read")
    public NumberedPage<Offer> list(
            @QueryParam("page") @Nullable String page, @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        return NumberedPage.of(offers.list(asked), asked, "/api/admin/v1/offers?");
    }

    @POST
    public Response create(OfferBodies.OfferBody body) {
        access.requireAllSellerAccounts();
        Offer offer = offers.create(body.definition());
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/admin/v1/offers/" + offer.id())
                .entity(versioned(offer))
                .build();
    }

    @GET
    @Path("{id}")
    @RequiresScope("offers:read")
    public Versioned<Offer> get(@PathParam("id") UUID id) {
        return versioned(find(id));
    }

    @PUT
    @Path("{id}")
    public Versioned<Offer> replace(@PathParam("id") UUID id, OfferBodies.OfferBody body, @Context IfMatch ifMatch) {
        find(id);
        return versioned(offers.change(id, ifMatch.ifSent(), body.definition()));
    }

    @PATCH
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Path("{id}")
    public Versioned<Offer> change(@PathParam("id") UUID id, MergePatch patch, @Context IfMatch ifMatch) {
        OptionalLong version = ifMatch.required();
        Offer before = find(id);
        ifMatch.require(before.version());
        OfferBodies.OfferBody after = patch.applyTo(OfferBodies.OfferBody.of(before), OfferBodies.OfferBody.class);
        return versioned(offers.change(
                id, version.isPresent() ? version : OptionalLong.of(before.version()), after.definition()));
    }

    @DELETE
    @Path("{id}")
    public void remove(@PathParam("id") UUID id, @Context IfMatch ifMatch) {
        OptionalLong version = ifMatch.required();
        find(id);
        offers.remove(id, version);
    }

    private Offer find(UUID id) {
        return offers.find(id).orElseThrow(JdbcOffers::notFound);
    }

    private static Versioned<Offer> versioned(Offer offer) {
        return new Versioned<>(offer, offer.version());
    }
}
