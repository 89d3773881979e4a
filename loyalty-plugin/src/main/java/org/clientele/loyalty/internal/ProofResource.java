package org.clientele.loyalty.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.rest.OutsideTransaction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /loyalty/proof}: whether every balance is what the ledger says. */
@Component(service = ProofResource.class)
@JakartarsResource
@Path("loyalty/proof")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope("loyalty:read")
public final class ProofResource {
    private final Proof proof;
    private final Access access;

    @Activate
    public ProofResource(@Reference Proof proof, @Reference Access access) {
        this.proof = proof;
        this.access = access;
    }

    @GET
    @OutsideTransaction
    public Proof.Finding run() {
        access.requireAllSellerAccounts();
        return proof.run();
    }
}
