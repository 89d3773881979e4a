package org.clientele.customer.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.customer.Address;
import org.clientele.customer.Addresses;
import org.clientele.rest.IfMatch;
import org.clientele.rest.MergePatch;
import org.clientele.rest.TellsPersons;
import org.clientele.rest.Versioned;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /customers/{id}/addresses}. */
@Component(service = AddressResource.class)
@JakartarsResource
@Path("customers/{id: " + CustomerResource.ID + "}/addresses")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@TellsPersons
@RequiresScope("customers:write")
public final class AddressResource {
    private final Addresses addresses;

    @Activate
    public AddressResource(@Reference Addresses addresses) {
        this.addresses = addresses;
    }

    /** An address as it is sent: content and circumstances on one level. */
    public record Body(
            UUID id,
            Optional<String> salutation,
            Optional<String> firstName,
            Optional<String> lastName,
            Optional<String> company,
            Optional<String> line1,
            Optional<String> line2,
            Optional<String> line3,
            Optional<String> city,
            Optional<String> province,
            Optional<String> postalCode,
            Optional<String> country,
            Optional<String> phone,
            boolean defaultBilling,
            boolean defaultShipping,
            String verification,
            long version) {
        public static Versioned<Body> of(Address address) {
            Address.Content content = address.content();
            return new Versioned<>(
                    new Body(
                            address.id(),
                            content.salutation(),
                            content.firstName(),
                            content.lastName(),
                            content.company(),
                            content.line1(),
                            content.line2(),
                            content.line3(),
                            content.city(),
                            content.province(),
                            content.postalCode(),
                            content.country(),
                            content.phone(),
                            address.defaultBilling(),
                            address.defaultShipping(),
                            address.verification(),
                            address.version()),
                    address.version());
        }
    }

    /** A new address, and what it is to be the default for. */
    public record NewAddress(
            Optional<String> salutation,
            Optional<String> firstName,
            Optional<String> lastName,
            Optional<String> company,
            Optional<String> line1,
            Optional<String> line2,
            Optional<String> line3,
            Optional<String> city,
            Optional<String> province,
            Optional<String> postalCode,
            Optional<String> country,
            Optional<String> phone,
            Optional<Boolean> defaultBilling,
            Optional<Boolean> defaultShipping) {
        Address.Content content() {
            return new Address.Content(
                    salutation,
                    firstName,
                    lastName,
                    company,
                    line1,
                    line2,
                    line3,
                    city,
                    province,
                    postalCode,
                    country,
                    phone);
        }

        Set<Address.Purpose> defaults() {
            Set<Address.Purpose> defaults = EnumSet.noneOf(Address.Purpose.class);
            if (defaultBilling.orElse(false)) {
                defaults.add(Address.Purpose.BILLING);
            }
            if (defaultShipping.orElse(false)) {
                defaults.add(Address.Purpose.SHIPPING);
            }
            return defaults;
        }
    }

    /** All of a customer. */
    public record AddressList(List<Body> items) {}

    @GET
    @RequiresScope("customers.pii:read")
    public AddressList list(@PathParam("id") UUID customer) {
        return new AddressList(addresses.of(customer).stream()
                .map(address -> Body.of(address).value())
                .toList());
    }

    @POST
    public Response add(@PathParam("id") UUID customer, NewAddress body) {
        Address added = addresses.add(customer, body.content(), body.defaults());
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/admin/v1/customers/" + customer + "/addresses/" + added.id())
                .entity(Body.of(added))
                .build();
    }

    @GET
    @Path("{address}")
    @RequiresScope("customers.pii:read")
    public Versioned<Body> get(@PathParam("id") UUID customer, @PathParam("address") UUID address) {
        return Body.of(find(customer, address));
    }

    @PATCH
    @Path("{address}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    public Versioned<Body> change(
            @PathParam("id") UUID customer,
            @PathParam("address") UUID address,
            @Context IfMatch ifMatch,
            MergePatch patch) {
        ifMatch.required();
        Address present = find(customer, address);
        ifMatch.require(present.version());
        Address.Content content = patch.applyTo(present.content(), Address.Content.class);
        return Body.of(addresses.change(customer, address, ifMatch.required(), content));
    }

    @DELETE
    @Path("{address}")
    public void remove(@PathParam("id") UUID customer, @PathParam("address") UUID address, @Context IfMatch ifMatch) {
        addresses.remove(customer, address, ifMatch.required());
    }

    private Address find(UUID customer, UUID address) {
        return addresses
                .find(customer, address)
                .orElseThrow(() -> new Problem.NotFound("The customer has no such address."));
    }
}
