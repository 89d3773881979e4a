package org.clientele.customer.internal;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.customer.Address;
import org.clientele.customer.AddressVerifier.Verdict;
import org.clientele.customer.Addresses;
import org.clientele.rest.OutsideTransaction;
import org.clientele.rest.TellsPersons;
import org.clientele.rest.Versioned;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /customers/{id}/addresses/{address}/verify}. */
@Component(service = AddressVerificationResource.class)
@JakartarsResource
@Path("customers/{id: " + CustomerResource.ID + "}/addresses/{address}/verify")
@Produces(MediaType.APPLICATION_JSON)
@TellsPersons
@RequiresScope("customers:write")
public final class AddressVerificationResource {
    private final Addresses addresses;
    private final AddressVerification verification;

    @Activate
    public AddressVerificationResource(@Reference Addresses addresses, @Reference AddressVerification verification) {
        this.addresses = addresses;
        this.verification = verification;
    }

    /**
     * What the verifier said.
     *
     * @param suggestion how the address should rather be written
     */
    public record Answer(UUID id, String verification, Optional<Address.Content> suggestion, long version) {}

    @POST
    @OutsideTransaction
    public Versioned<Answer> verify(@PathParam("id") UUID customer, @PathParam("address") UUID id) {
        Verdict verdict = verification.verify(find(customer, id));
        Address address = find(customer, id);
        return new Versioned<>(
                new Answer(id, address.verification(), verdict.suggestion(), address.version()), address.version());
    }

    private Address find(UUID customer, UUID address) {
        return addresses
                .find(customer, address)
                .orElseThrow(() -> new Problem.NotFound("The customer has no such address."));
    }
}
