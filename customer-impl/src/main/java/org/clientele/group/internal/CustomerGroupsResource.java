package org.clientele.group.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.customer.Customer;
import org.clientele.customer.Customers;
import org.clientele.rest.TellsPersons;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /customers/{id}/groups}: which groups a customer is in. */
@Component(service = CustomerGroupsResource.class)
@JakartarsResource
@Path("customers/{id: [0-9a-fA-F]{8}-[0-9a-fA-F-]{27}}/groups")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@TellsPersons
@RequiresScope("customers:write")
public final class CustomerGroupsResource {
    private final Customers customers;

    @Activate
    public CustomerGroupsResource(@Reference Customers customers) {
        this.customers = customers;
    }

    /** The code of one group. */
    public record Membership(String group) {}

    @GET
    @RequiresScope("customers:read")
    public List<String> list(@PathParam("id") UUID id) {
        return customers
                .find(id)
                .map(Customer::groups)
                .orElseThrow(() -> new Problem.NotFound("There is no such customer."));
    }

    @PUT
    public List<String> replace(@PathParam("id") UUID id, Set<String> groups) {
        return customers.group(id, new TreeSet<>(groups)).groups();
    }

    @POST
    public List<String> join(@PathParam("id") UUID id, Membership membership) {
        return customers.regroup(id, List.of(membership.group()), List.of()).groups();
    }

    @DELETE
    @Path("{group}")
    public List<String> leave(@PathParam("id") UUID id, @PathParam("group") String group) {
        return customers.regroup(id, List.of(), List.of(group)).groups();
    }
}
