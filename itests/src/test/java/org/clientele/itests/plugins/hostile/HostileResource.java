package org.clientele.itests.plugins.hostile;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.clientele.access.RequiresScope;
import org.clientele.operation.Operations;
import org.clientele.persistence.Transactions;
import org.clientele.rest.OutsideTransaction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /hostile}. */
@Component(service = HostileResource.class)
@JakartarsResource
@Path("hostile")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope("hostile:write")
public final class HostileResource {
    private final Transactions transactions;

    @Activate
    public HostileResource(@Reference(target = "(schema=hostile)") Transactions transactions) {
        this.transactions = transactions;
    }

    /** What it does from now on. */
    @PUT
    @Path("mood/{mood}")
    @OutsideTransaction
    public Map<String, String> mood(@PathParam("mood") String mood) {
        Mood.now = Mood.valueOf(mood);
        return Map.of("mood", mood);
    }

    /** How often who was called. */
    @GET
    @Path("calls")
    public Map<String, AtomicInteger> calls() {
        return Mood.CALLS;
    }

    /** Does as everything else does. */
    @GET
    @Path("act")
    public Map<String, String> act() {
        return Mood.act("resource") ? null : Map.of();
    }

    /** Keeps a connection for as long as it blocks. */
    @GET
    @Path("hold")
    public Map<String, String> hold() {
        return transactions.sql(connection -> {
            Mood.block();
            return Map.of();
        });
    }

    @PUT
    @Path("mark/{customer}/{points}")
    public Map<String, String> mark(@PathParam("customer") UUID customer, @PathParam("points") int points) {
        return transactions.sql(connection -> {
            try (var insert = connection.prepareStatement("insert into hostile.mark values (?, ?)")) {
                insert.setObject(1, customer);
                insert.setInt(2, points);
                insert.executeUpdate();
                return Map.of();
            }
        });
    }

    /** In the path of another bundle. */
    @Component(service = Rival.class)
    @JakartarsResource
    @Path("customers")
    @Produces(MediaType.APPLICATION_JSON)
    @RequiresScope("public")
    public static final class Rival {
        @GET
        public Map<String, String> all() {
            return Map.of("items", "mine");
        }
    }

    /** Begins the work that never ends. */
    @Component(service = Starter.class)
    @JakartarsResource
    @Path("hostile/operations")
    @Produces(MediaType.APPLICATION_JSON)
    @RequiresScope("hostile:write")
    public static final class Starter {
        private final Operations operations;

        @Activate
        public Starter(@Reference Operations operations) {
            this.operations = operations;
        }

        @PUT
        public Map<String, String> start() {
            return Map.of("id", operations.start("hostile.work", Map.of()).id().toString());
        }
    }
}
