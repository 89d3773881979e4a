package org.clientele.customer.internal;

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
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.customer.Customer;
import org.clientele.customer.Customers;
import org.clientele.rest.IfMatch;
import org.clientele.rest.MergePatch;
import org.clientele.rest.TellsPersons;
import org.clientele.rest.Versioned;
import org.clientele.search.internal.JdbcCustomerSearch;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /customers/{id}}: one customer. */
@Component(service = CustomerResource.class)
@JakartarsResource
@Path("customers/{id: " + CustomerResource.ID + "}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@TellsPersons
@RequiresScope("customers:write")
public final class CustomerResource {
    /** Only what looks like an id is one, so that {@code /customers/stats} is not. */
    static final String ID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    private static final Set<String> MODES = Set.of("erase", "purge");

    private final Customers customers;
    private final CustomerDetail detail;

    @Activate
    public CustomerResource(@Reference Customers customers, @Reference JdbcCustomerSearch search) {
        this.customers = customers;
        this.detail = new CustomerDetail(search);
    }

    @GET
    @RequiresScope("customers:read")
    public Versioned<byte[]> get(@PathParam("id") UUID id, @QueryParam("fields") @Nullable String fields) {
        return fields == null || fields.isBlank() || fields.equals("*")
                ? detail.of(id)
                : detail.of(
                        id,
                        Arrays.stream(fields.split(",", -1)).map(String::strip).toList());
    }

    @PATCH
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    public Versioned<byte[]> change(@PathParam("id") UUID id, @Context IfMatch ifMatch, MergePatch patch) {
        ifMatch.required();
        ReadOnly.refuse(patch);
        Customer customer = customers.find(id).orElseThrow(JpaCustomers::notFound);
        ifMatch.require(customer.version());
        ProfilePatch profile = ProfilePatch.of(patch);
        customers.change(id, ifMatch.required(), profile.applyTo(customer.profile()));
        return detail.of(id);
    }

    /** For good: {@code mode} is {@code erase} or {@code purge}, {@code confirm} the customer's reference. */
    @DELETE
    @RequiresScope("customers:erase")
    public void remove(
            @PathParam("id") UUID id,
            @QueryParam("mode") @Nullable String mode,
            @QueryParam("confirm") @Nullable String confirm,
            @Context IfMatch ifMatch) {
        OptionalLong version = ifMatch.required();
        if (mode == null || !MODES.contains(mode)) {
            throw Problem.Invalid.at("?mode", mode == null ? "required" : "value", "The mode is erase or purge.");
        }
        Customer customer = customers.find(id).orElseThrow(JpaCustomers::notFound);
        ifMatch.require(customer.version());
        if (!customer.reference().equals(confirm)) {
            throw Problem.Invalid.at(
                    "?confirm",
                    confirm == null ? "required" : "value",
                    "Confirm with the reference of the customer: it cannot be taken back.");
        }
        if (mode.equals("purge")) {
            customers.purge(id, version);
        } else {
            customers.erase(id, version);
        }
    }

    @POST
    @Path("activate")
    public Versioned<byte[]> activate(@PathParam("id") UUID id) {
        customers.activate(id);
        return detail.of(id);
    }

    @POST
    @Path("deactivate")
    public Versioned<byte[]> deactivate(@PathParam("id") UUID id) {
        customers.deactivate(id);
        return detail.of(id);
    }

    /** One tag. */
    public record Tag(Optional<String> tag) {}

    @GET
    @Path("tags")
    @RequiresScope("customers:read")
    public List<String> tags(@PathParam("id") UUID id) {
        return customers.find(id).orElseThrow(JpaCustomers::notFound).tags();
    }

    @PUT
    @Path("tags")
    public List<String> tag(@PathParam("id") UUID id, Set<String> tags) {
        return customers.tag(id, new TreeSet<>(tags)).tags();
    }

    @POST
    @Path("tags")
    public List<String> addTag(@PathParam("id") UUID id, Tag tag) {
        String one = tag.tag().orElseThrow(() -> Problem.Invalid.at("/tag", "required", "There is no tag to add."));
        return customers.retag(id, List.of(one), List.of()).tags();
    }

    @DELETE
    @Path("tags/{tag}")
    public List<String> removeTag(@PathParam("id") UUID id, @PathParam("tag") String tag) {
        return customers.retag(id, List.of(), List.of(tag)).tags();
    }
}
