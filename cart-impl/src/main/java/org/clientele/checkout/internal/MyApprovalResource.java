package org.clientele.checkout.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.clientele.access.Caller;
import org.clientele.access.RequiresScope;
import org.clientele.cart.internal.ShopperCart;
import org.clientele.checkout.Approval;
import org.clientele.rest.NumberedPage;
import org.clientele.rest.StoreResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /me/carts/approvals}: the shopper's own requests, and those that the shopper may decide for a company. */
@Component(service = MyApprovalResource.class)
@JakartarsResource
@StoreResource
@Path("me/carts/approvals")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope(Caller.ME_USE)
public final class MyApprovalResource {
    private final JdbcApprovals approvals;

    @Activate
    public MyApprovalResource(@Reference JdbcApprovals approvals) {
        this.approvals = approvals;
    }

    @GET
    public NumberedPage<ObjectNode> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size) {
        return ApprovalResource.page(
                approvals, "/api/store/v1/me/carts/approvals?", state, NumberedPage.request(page, size));
    }

    /** With the cart. */
    @GET
    @Path("{id}")
    public CheckoutBodies.Asked<ShopperCart> get(@PathParam("id") UUID id) {
        return CheckoutBodies.Asked.forShopper(approvals.find(id));
    }

    @POST
    @Path("{id}/approve")
    public Response approve(@PathParam("id") UUID id) {
        return Response.status(Response.Status.CREATED)
                .entity(CheckoutBodies.Result.forShopper(approvals.approve(id)))
                .build();
    }

    @POST
    @Path("{id}/reject")
    public Approval reject(@PathParam("id") UUID id, CheckoutBodies.Rejection body) {
        return approvals.reject(id, body.reason());
    }
}
