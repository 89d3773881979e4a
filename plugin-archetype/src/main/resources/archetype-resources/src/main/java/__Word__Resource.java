package ${package};

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.customer.Customers;
import org.clientele.rest.TellsPersons;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /${word}}: the entry of a customer. */
## snippet: resource
@Component(service = ${Word}Resource.class)
@JakartarsResource
@Path("${word}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("${word}:write")
public final class ${Word}Resource {
## end
    private static final int LONGEST_REMARK = 1000;

    private final Entries entries;
    private final Customers customers;

    @Activate
    public ${Word}Resource(@Reference Entries entries, @Reference Customers customers) {
        this.entries = entries;
        this.customers = customers;
    }

    /** What is said of a customer. */
    public record Said(int score, Optional<String> remark) {}

    @GET
    @Path("{customerId}")
    @RequiresScope("${word}:read")
    @TellsPersons
    public Entry entry(@PathParam("customerId") UUID customer) {
        requireVisible(customer);
        return entries.find(customer).orElseThrow(() -> new Problem.NotFound("Nothing is said of this customer."));
    }

## snippet: put
    @PUT
    @Path("{customerId}")
    public Entry say(@PathParam("customerId") UUID customer, Said said) {
        Problem.Invalid.check(
                checks -> checks.that(said.score() >= 1 && said.score() <= 5, "/score", "range", "A score is 1 to 5.")
                        .that(
                                said.remark().orElse("").length() <= LONGEST_REMARK,
                                "/remark",
                                "length",
                                "A remark has at most " + LONGEST_REMARK + " characters."));
        // Nobody erases or merges the customer meanwhile, in the transaction that is open around this method.
        customers.lock(customer);
        return entries.put(customer, said.score(), said.remark());
    }
## end

    @DELETE
    @Path("{customerId}")
    public void forget(@PathParam("customerId") UUID customer) {
        requireVisible(customer);
        entries.remove(customer);
    }

    /** Customers of other seller accounts are not found. */
    private void requireVisible(UUID customer) {
        if (customers.find(customer).isEmpty()) {
            throw new Problem.NotFound("There is no such customer.");
        }
    }
}
