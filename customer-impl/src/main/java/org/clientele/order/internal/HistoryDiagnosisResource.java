package org.clientele.order.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.customer.Customers;
import org.clientele.persistence.Transactions;
import org.clientele.rest.TellsPersons;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /customers/{id}/history-diagnosis}. */
@Component(service = HistoryDiagnosisResource.class)
@JakartarsResource
@Path("customers/{customer: [0-9a-fA-F]{8}-[0-9a-fA-F-]{27}}/history-diagnosis")
@Produces(MediaType.APPLICATION_JSON)
@TellsPersons
@RequiresScope("customers:read")
public final class HistoryDiagnosisResource {
    private final Transactions transactions;
    private final Access access;
    private final Customers customers;

    @Activate
    public HistoryDiagnosisResource(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference Customers customers) {
        this.transactions = transactions;
        this.access = access;
        this.customers = customers;
    }

    /** @param findings none if nothing is missing for a reason that we know */
    public record Diagnosis(List<HistoryDiagnosis.Finding> findings) {}

    @GET
    public Diagnosis diagnose(
            @PathParam("customer") UUID customer, @QueryParam("sellerAccount") @Nullable String sellerAccount) {
        UUID known = customers
                .find(customer)
                .orElseThrow(() -> new Problem.NotFound("There is no such customer."))
                .id();
        return transactions.read(connection ->
                new Diagnosis(new HistoryDiagnosis(connection, access.caller().sellerAccounts(), known)
                        .findings(Optional.ofNullable(sellerAccount).filter(account -> !account.isBlank()))));
    }
}
