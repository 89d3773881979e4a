package org.clientele.account.internal;

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
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.access.RequiresScope;
import org.clientele.customer.Address;
import org.clientele.customer.Addresses;
import org.clientele.customer.internal.AddressResource;
import org.clientele.rest.IfMatch;
import org.clientele.rest.MergePatch;
import org.clientele.rest.StoreResource;
import org.clientele.rest.Versioned;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /me/addresses}: the shopper's addresses. */
@Component(service = MyAddressResource.class)
@JakartarsResource
@StoreResource
@Path("me/addresses")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope(Caller.ME_USE)
public final class MyAddressResource {
    private final Addresses addresses;
    private final Access access;

    @Activate
    public MyAddressResource(@Reference Addresses addresses, @Reference Access access) {
        this.addresses = addresses;
        this.access = access;
    }

    @GET
    public AddressResource.AddressList list() {
        return new AddressResource.AddressList(addresses.of(me()).stream()
                .map(address -> AddressResource.Body.of(address).value())
                .toList());
    }

    @POST
    public Response add(Address.Content content) {
        Address added = addresses.add(me(), content);
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/store/v1/me/addresses/" + added.id())
                .entity(AddressResource.Body.of(added))
                .build();
    }

    @GET
    @Path("{address}")
    public Versioned<AddressResource.Body> get(@PathParam("address") UUID address) {
        return AddressResource.Body.of(find(address));
    }

    @PATCH
    @Path("{address}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    public Versioned<AddressResource.Body> change(
            @PathParam("address") UUID address, @Context IfMatch ifMatch, MergePatch patch) {
        ifMatch.required();
        Address present = find(address);
        ifMatch.require(present.version());
        Address.Content content = patch.applyTo(present.content(), Address.Content.class);
        return AddressResource.Body.of(addresses.change(me(), address, ifMatch.required(), content));
    }

    @DELETE
    @Path("{address}")
    public void remove(@PathParam("address") UUID address, @Context IfMatch ifMatch) {
        addresses.remove(me(), address, ifMatch.required());
    }

    private UUID me() {
        return Shopper.id(access);
    }

    private Address find(UUID address) {
        return addresses.find(me(), address).orElseThrow(() -> new Problem.NotFound("There is no such address."));
    }
}
