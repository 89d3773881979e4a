package org.clientele.operation.internal;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.operation.Operation;
import org.clientele.operation.Operations;
import org.clientele.rest.EventStream;
import org.clientele.rest.EventStream.Event;
import org.clientele.rest.EventStream.Poll;
import org.clientele.rest.NumberedPage;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /operations}: long work, each caller's own or, with {@code operations:read}, everybody's to callers of all seller accounts. */
@Component(service = OperationsResource.class)
@JakartarsResource
@Path("operations")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(RequiresScope.ANY_CALLER)
public final class OperationsResource {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Operations operations;

    @Activate
    public OperationsResource(@Reference Operations operations) {
        this.operations = operations;
    }

    @GET
    public NumberedPage<OperationJson> list(
            @QueryParam("page") @Nullable String page, @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        return NumberedPage.of(operations.list(asked), asked, "/api/admin/v1/operations?", OperationJson::of);
    }

    @GET
    @Path("{id}")
    public OperationJson get(@PathParam("id") UUID id) {
        return OperationJson.of(find(id));
    }

    /** Cancels it: 200 if it is over, 202 if its handler has yet to notice. */
    @DELETE
    @Path("{id}")
    public Response cancel(@PathParam("id") UUID id) {
        Operation operation = operations.cancel(id);
        return Response.status(operation.state().isFinal() ? Response.Status.OK : Response.Status.ACCEPTED)
                .entity(OperationJson.of(operation))
                .build();
    }

    @GET
    @Path("{id}/errors")
    public NumberedPage<Operation.ItemError> errors(
            @PathParam("id") UUID id,
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        return NumberedPage.of(
                operations.errors(id, asked), asked, OperationJson.link(id) + "/errors?", error -> error);
    }

    /** An event {@code operation} for each change; the last one tells the end. */
    @GET
    @Path("{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public EventStream events(@PathParam("id") UUID id) {
        find(id);
        AtomicReference<@Nullable Operation> told = new AtomicReference<>();
        return EventStream.polling(LOOK, () -> {
            Optional<Operation> now = operations.find(id);
            if (now.isEmpty()) {
                return new Poll(List.of(), true);
            }
            Operation operation = now.get();
            boolean news = !operation.equals(told.getAndSet(operation));
            return new Poll(
                    news ? List.of(new Event(Optional.empty(), "operation", OperationJson.of(operation))) : List.of(),
                    operation.state().isFinal());
        });
    }

    private Operation find(UUID id) {
        return operations.find(id).orElseThrow(() -> new Problem.NotFound("There is no such operation."));
    }
}
