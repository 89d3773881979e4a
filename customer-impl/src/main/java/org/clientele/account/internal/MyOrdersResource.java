package org.clientele.account.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.clientele.Page;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.access.RequiresScope;
import org.clientele.order.Order;
import org.clientele.order.Orders;
import org.clientele.rest.Json;
import org.clientele.rest.NumberedPage;
import org.clientele.rest.StoreResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /me/orders}: what the shopper bought, without what only the shop may know. */
@Component(service = MyOrdersResource.class)
@JakartarsResource
@StoreResource
@Path("me/orders")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(Caller.ME_USE)
public final class MyOrdersResource {
    private final Orders orders;
    private final Access access;

    @Activate
    public MyOrdersResource(@Reference Orders orders, @Reference Access access) {
        this.orders = orders;
        this.access = access;
    }

    /** Latest first. */
    @GET
    public NumberedPage<ObjectNode> list(
            @QueryParam("page") @Nullable String page, @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        return NumberedPage.of(
                orders.ofCustomer(Shopper.id(access), Optional.empty(), asked),
                asked,
                "/api/store/v1/me/orders?",
                MyOrdersResource::forShopper);
    }

    private static ObjectNode forShopper(Order order) {
        ObjectNode json = Json.mapper().valueToTree(order.document());
        json.put("id", order.id().toString());
        json.remove(List.of("attribution", "fees"));
        json.path("lines").forEach(line -> ((ObjectNode) line).remove("cost"));
        return json;
    }
}
