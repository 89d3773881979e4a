package org.clientele.order.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.order.Orders;
import org.clientele.rest.NumberedPage;
import org.clientele.rest.TellsPersons;
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
@TellsPersons
@RequiresScope("customers:read")
public final class CustomerOrdersResource {
    private final Orders orders;
    private final Access access;

    @Activate
    public CustomerOrdersResource(@Reference Orders orders, @Reference Access access) {
        this.orders = orders;
        this.access = access;
    }

    /**
     * The answer.
     *
     * @param summary over all pages
     */
    public record History(List<ObjectNode> items, NumberedPage.Place page, Orders.Summary summary) {}

    @GET
    public History list(
            @PathParam("customer") UUID customer,
            @QueryParam("status") @Nullable String status,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("sellerAccount") @Nullable String sellerAccount,
            @QueryParam("sort") @Nullable String sort,
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        HistoryParameters wanted = HistoryParameters.of(status, from, to, sellerAccount, sort);
        Orders.History history = orders.ofCustomer(customer, wanted.filter(), wanted.sort(), asked);
        NumberedPage<ObjectNode> numbered = NumberedPage.of(
                history.page(),
                asked,
                "/api/admin/v1/customers/" + customer + "/orders?" + wanted.link(),
                order -> OrderJson.write(order, access.caller()));
        return new History(numbered.items(), numbered.page(), history.summary());
    }
}
