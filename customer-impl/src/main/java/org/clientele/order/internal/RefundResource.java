package org.clientele.order.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.order.Order;
import org.clientele.order.Orders;
import org.clientele.order.Refunds;
import org.clientele.rest.TellsPersons;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /orders/{number}/refunds}. */
@Component(service = RefundResource.class)
@JakartarsResource
@Path("orders/{number}/refunds")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@TellsPersons
public final class RefundResource {
    private final Refunds refunds;
    private final Orders orders;

    @Activate
    public RefundResource(@Reference Refunds refunds, @Reference Orders orders) {
        this.refunds = refunds;
        this.orders = orders;
    }

    /** The body of a new refund. */
    public record NewRefund(
            Optional<Long> amount, Optional<String> reason, Optional<Instant> at, List<Order.ReturnedLine> lines) {
        public NewRefund {
            lines = lines == null ? List.of() : lines;
        }
    }

    /**
     * The answer: the refund, and how the order stands then.
     *
     * @param refunded all that went back of the order
     * @param refundable what is left
     */
    public record Refunded(
            String id,
            Instant at,
            long amount,
            String currency,
            Optional<String> reason,
            List<Order.ReturnedLine> lines,
            long refunded,
            long refundable) {}

    /** All refunds of the order: those its document tells, and those recorded here. */
    @GET
    @RequiresScope("orders:read")
    public List<Order.Refund> list(
            @PathParam("number") String number, @QueryParam("sellerAccount") @Nullable String sellerAccount) {
        return orders.find(number, Optional.ofNullable(sellerAccount))
                .orElseThrow(() -> new Problem.NotFound("There is no such order."))
                .document()
                .refunds();
    }

    @POST
    @RequiresScope("orders:refund")
    public Response record(
            @PathParam("number") String number,
            @QueryParam("sellerAccount") @Nullable String sellerAccount,
            NewRefund body) {
        long amount =
                body.amount().orElseThrow(() -> Problem.Invalid.at("/amount", "required", "A refund has an amount."));
        Refunds.Recorded recorded = refunds.record(
                number,
                Optional.ofNullable(sellerAccount),
                new Refunds.Request(amount, body.reason().orElse(""), body.at(), body.lines()));
        Order.Refund refund = recorded.refund();
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, link(recorded.order()))
                .entity(new Refunded(
                        refund.id().orElseThrow(),
                        refund.at(),
                        refund.amount(),
                        recorded.order().document().currency(),
                        refund.reason(),
                        refund.lines(),
                        recorded.refunded(),
                        recorded.refundable()))
                .build();
    }

    private static String link(Order order) {
        return "/api/admin/v1/orders/" + encode(order.number()) + "/refunds?sellerAccount="
                + encode(order.sellerAccount());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
