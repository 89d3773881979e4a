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
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.cart.Cart;
import org.clientele.checkout.Approval;
import org.clientele.rest.Json;
import org.clientele.rest.NumberedPage;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /carts/approvals}: orders that wait until somebody allows them. */
@Component(service = ApprovalResource.class)
@JakartarsResource
@Path("carts/approvals")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("carts:assist")
public final class ApprovalResource {
    private final JdbcApprovals approvals;

    @Activate
    public ApprovalResource(@Reference JdbcApprovals approvals) {
        this.approvals = approvals;
    }

    @GET
    @RequiresScope("carts:read")
    public NumberedPage<ObjectNode> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size) {
        return page(approvals, "/api/admin/v1/carts/approvals?", state, NumberedPage.request(page, size));
    }

    static NumberedPage<ObjectNode> page(
            JdbcApprovals approvals, String address, @Nullable String state, Page.Request asked) {
        Optional<Approval.State> wanted = Optional.ofNullable(state).map(ApprovalResource::state);
        String link = address + (state == null ? "" : "state=" + state + "&");
        Predicate<Approval> mayDecide = approvals.mayDecide();
        return NumberedPage.of(approvals.list(wanted, asked), asked, link, approval -> {
            ObjectNode json = Json.mapper().valueToTree(approval);
            return json.put("mayDecide", approval.state() == Approval.State.WAITING && mayDecide.test(approval));
        });
    }

    private static Approval.State state(String text) {
        try {
            return Approval.State.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problem.Invalid.at("?state", "value", "This must be waiting, approved, rejected or withdrawn.");
        }
    }

    /** With the cart. */
    @GET
    @Path("{id}")
    @RequiresScope("carts:read")
    public CheckoutBodies.Asked<Cart> get(@PathParam("id") UUID id) {
        return approvals.find(id);
    }

    @POST
    @Path("{id}/approve")
    public Response approve(@PathParam("id") UUID id) {
        return CheckoutResource.answer(approvals.approve(id));
    }

    @POST
    @Path("{id}/reject")
    public Approval reject(@PathParam("id") UUID id, CheckoutBodies.Rejection body) {
        return approvals.reject(id, body.reason());
    }
}
