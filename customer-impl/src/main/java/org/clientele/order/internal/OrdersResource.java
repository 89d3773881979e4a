package org.clientele.order.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.order.Order;
import org.clientele.order.Orders;
import org.clientele.order.ProfitAndLoss;
import org.clientele.rest.TellsPersons;
import org.clientele.rest.Versioned;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /orders/{number}}. */
@Component(service = OrdersResource.class)
@JakartarsResource
@Path("orders/{number}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@TellsPersons
public final class OrdersResource {
    private final Orders orders;
    private final Access access;

    @Activate
    public OrdersResource(@Reference Orders orders, @Reference Access access) {
        this.orders = orders;
        this.access = access;
    }

    @GET
    @RequiresScope("orders:read")
    public Versioned<ObjectNode> get(
            @PathParam("number") String number, @QueryParam("sellerAccount") @Nullable String sellerAccount) {
        Order order = orders.find(number, Optional.ofNullable(sellerAccount))
                .orElseThrow(() -> new Problem.NotFound("There is no such order."));
        return shown(order);
    }

    @GET
    @Path("pnl")
    @RequiresScope("orders:read")
    public ProfitAndLoss profitAndLoss(
            @PathParam("number") String number, @QueryParam("sellerAccount") @Nullable String sellerAccount) {
        Order order = orders.find(number, Optional.ofNullable(sellerAccount))
                .orElseThrow(() -> new Problem.NotFound("There is no such order."));
        return ProfitAndLoss.of(order.document());
    }

    /** New: 201; changed, or told again: 200. */
    @PUT
    @RequiresScope("orders:import")
    public Response put(@PathParam("number") String number, JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            throw Problem.Invalid.at("", "type", "An order is an object.");
        }
        if (!object.has("number")) {
            object.put("number", number);
        }
        Order.Document document = OrderJson.read(object);
        if (!number.equals(document.number())) {
            throw Problem.Invalid.at("/number", "value", "The number is the one in the path.");
        }
        Orders.Told told = orders.put(document);
        boolean created = told.outcome() == Orders.Outcome.CREATED;
        return Response.status(created ? Response.Status.CREATED : Response.Status.OK)
                .header(HttpHeaders.LOCATION, created ? link(told.order()) : null)
                .entity(shown(told.order()))
                .build();
    }

    private Versioned<ObjectNode> shown(Order order) {
        return new Versioned<>(OrderJson.write(order, access.caller()), order.version());
    }

    private static String link(Order order) {
        return "/api/admin/v1/orders/" + encode(order.number()) + "?sellerAccount=" + encode(order.sellerAccount());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
