package org.clientele.offer.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.clientele.Page;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.cart.Coupon;
import org.clientele.cart.Coupons;
import org.clientele.rest.IfMatch;
import org.clientele.rest.MergePatch;
import org.clientele.rest.NumberedPage;
import org.clientele.rest.Versioned;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /coupons}: coupons and vouchers by their codes. */
@Component(service = CouponResource.class)
@JakartarsResource
@Path("coupons")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("offers:write")
public final class CouponResource {
    private final Coupons coupons;
    private final Access access;

    @Activate
    public CouponResource(@Reference Coupons coupons, @Reference Access access) {
        this.coupons = coupons;
        this.access = access;
    }

    @GET
    @RequiresScope("offers:read")
    public NumberedPage<Coupon> list(
            @QueryParam("q") @Nullable String q,
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        String link = "/api/admin/v1/coupons?" + (q == null ? "" : "q=" + encoded(q) + "&");
        return NumberedPage.of(coupons.list(q == null ? "" : q.strip(), asked), asked, link);
    }

    @POST
    public Response create(OfferBodies.NewCoupon body) {
        access.requireAllSellerAccounts();
        Coupon coupon = coupons.create(body.code().orElse(""), body.definition());
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/admin/v1/coupons/" + encoded(coupon.code()))
                .entity(versioned(coupon))
                .build();
    }

    @GET
    @Path("{code}")
    @RequiresScope("offers:read")
    public Versioned<Coupon> get(@PathParam("code") String code) {
        return versioned(find(code));
    }

    @PATCH
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Path("{code}")
    public Versioned<Coupon> change(@PathParam("code") String code, MergePatch patch, @Context IfMatch ifMatch) {
        OptionalLong version = ifMatch.required();
        Coupon before = find(code);
        ifMatch.require(before.version());
        OfferBodies.CouponBody after = patch.applyTo(OfferBodies.CouponBody.of(before), OfferBodies.CouponBody.class);
        return versioned(coupons.change(
                code, version.isPresent() ? version : OptionalLong.of(before.version()), after.definition()));
    }

    @DELETE
    @Path("{code}")
    public void remove(@PathParam("code") String code, @Context IfMatch ifMatch) {
        OptionalLong version = ifMatch.required();
        find(code);
        coupons.remove(code, version);
    }

    private Coupon find(String code) {
        return coupons.find(code).orElseThrow(JdbcCoupons::notFound);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Versioned<Coupon> versioned(Coupon coupon) {
        return new Versioned<>(coupon, coupon.version());
    }
}
