package org.clientele.order.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.order.Order;
import org.clientele.order.Orders;
import org.clientele.paging.internal.NumberedPage;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /customers/{id}/orders}. */
@Component(service = CustomerOrdersResource.class)
@JakartarsResource
@Path("customers/{customer: [0-9a-fA-F]{8}-[0-9a-fA-F-]{27}}/orders")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope("customers:read")
public final class CustomerOrdersResource {
    private final Orders orders;
    private final Access access;

    @Activate
    public CustomerOrdersResource(@Reference Orders orders, @Reference Access access) {
        this.orders = orders;
        this.access = access;
    }

    /** Latest first. */
    @GET
    public NumberedPage<ObjectNode> list(
            @PathParam("customer") UUID customer,
            @QueryParam("status") @Nullable String status,
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        Optional<Order.Status> wanted = Optional.ofNullable(status).map(CustomerOrdersResource::status);
        String link = "/api/admin/v1/customers/" + customer + "/orders?"
                + wanted.map(some -> "status=" + OrderStatus.name(some) + "&").orElse("");
        return NumberedPage.of(
                orders.ofCustomer(customer, wanted, asked),
                asked,
                link,
                order -> OrderJson.write(order, access.caller()));
    }

    private static Order.Status status(String text) {
        return Arrays.stream(Order.Status.values())
                .filter(status -> OrderStatus.name(status).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Problem.Invalid.at("?status", "value", "There is no such status."));
    }
}
