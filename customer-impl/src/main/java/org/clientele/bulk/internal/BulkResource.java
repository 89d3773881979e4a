package org.clientele.bulk.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.customer.CustomerQuery;
import org.clientele.operation.Operation;
import org.clientele.operation.Operations;
import org.clientele.operation.internal.OperationJson;
import org.clientele.persistence.Transactions;
import org.clientele.rest.Json;
import org.clientele.rest.LargeBody;
import org.clientele.rest.TellsPersons;
import org.clientele.search.internal.JdbcCustomerSearch;
import org.clientele.work.internal.Deadline;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /customers/bulk}: one action for many customers. */
@Component(service = BulkResource.class)
@JakartarsResource
@Path("customers/bulk")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@TellsPersons
@RequiresScope("customers:read")
public final class BulkResource {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_IDS = 100_000;
    /** So many ids with room around them, and some more to be told that they are too many. */
    private static final long LONGEST = 16L << 20;

    private final Transactions transactions;
    private final Access access;
    private final Operations operations;
    private final BulkActions actions;
    private final BulkItems items;
    private final JdbcCustomerSearch search;

    @Activate
    public BulkResource(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference Operations operations,
            @Reference BulkActions actions,
            @Reference BulkItems items,
            @Reference JdbcCustomerSearch search) {
        this.transactions = transactions;
        this.access = access;
        this.operations = operations;
        this.actions = actions;
        this.items = items;
        this.search = search;
    }

    /** What to do if a customer is refused. */
    public enum OnError {
        CONTINUE,
        ABORT
    }

    /**
     * What to do, and to whom: {@code ids}, or whoever the other three select.
     *
     * @param confirm how many customers that is, for what cannot be taken back
     */
    public record Wanted(
            Optional<List<UUID>> ids,
            Optional<String> q,
            Optional<String> filter,
            Optional<String> view,
            Optional<String> action,
            Optional<Map<String, @Nullable Object>> params,
            Optional<Long> confirm,
            Optional<OnError> onError,
            Optional<Boolean> dryRun) {

        Optional<CustomerQuery> query() {
            return q.isPresent() || filter.isPresent() || view.isPresent()
                    ? Optional.of(new CustomerQuery(q, filter, view, Optional.empty(), List.of()))
                    : Optional.empty();
        }

        Job job() {
            return new Job(
                    action.orElse(""),
                    params.orElse(Map.of()),
                    query(),
                    confirm,
                    onError.orElse(OnError.CONTINUE) == OnError.ABORT,
                    dryRun.orElse(false));
        }
    }

    /** An action as people may use it. */
    public record ActionJson(String action, String title, String scope, boolean confirm, List<Parameter> params) {
        static ActionJson of(BulkActions.Named named) {
            return new ActionJson(named.name(), named.title(), named.scope(), named.confirm(), named.parameters());
        }
    }

    /** Those of the caller. */
    public record ActionList(List<ActionJson> items) {}

    @GET
    @Path("actions")
    public ActionList actions() {
        return new ActionList(actions.all().stream()
                .filter(named -> access.caller().may(named.scope()))
                .map(ActionJson::of)
                .toList());
    }

    @POST
    @LargeBody(maxBytes = LONGEST)
    public Response start(InputStream body) {
        Wanted wanted = Json.read(bytes(body), Wanted.class);
        Job job = wanted.job();
        checkTarget(wanted);
        BulkActions.Named named = actions.find(job.action())
                .orElseThrow(() -> Problem.Invalid.at(
                        "/action",
                        wanted.action().isPresent() ? "value" : "required",
                        "There is no such action; GET /customers/bulk/actions lists them."));
        access.require(named.scope());
        checkParams(named, job);
        Operation operation = transactions.call(em -> {
            Operation queued = operations.start(BulkWork.KIND, job.parameters());
            wanted.ids().ifPresent(ids -> items.keep(queued.id(), ids));
            return queued;
        });
        return Response.accepted(OperationJson.of(operation))
                .header(HttpHeaders.LOCATION, OperationJson.link(operation.id()))
                .build();
    }

    private void checkTarget(Wanted wanted) {
        int ids = wanted.ids().map(List::size).orElse(0);
        Problem.Invalid.check(checks -> checks.that(
                        wanted.ids().isPresent() || wanted.query().isPresent(),
                        "/ids",
                        "required",
                        "It is about ids, or about whom q, filter or view select; the view all is everybody.")
                .that(
                        wanted.ids().isEmpty() || wanted.query().isEmpty(),
                        "/ids",
                        "ambiguous",
                        "It is about ids, or about whom q, filter and view select, not both.")
                .that(ids <= MOST_IDS, "/ids", "size", "There are at most " + MOST_IDS + "; a filter takes more.")
                .that(wanted.ids().isEmpty() || ids > 0, "/ids", "size", "There is no id."));
        try {
            wanted.query().ifPresent(search::check);
        } catch (Problem.Invalid wrong) {
            throw moved(wrong, pointer -> pointer.replace('?', '/'));
        }
    }

    private static void checkParams(BulkActions.Named named, Job job) {
        Problem.Invalid.check(checks -> {
            Parameter.check(checks, named.parameters(), job.params());
            checks.that(
                    !named.confirm() || job.dryRun() || job.confirmed().isPresent(),
                    "/confirm",
                    "required",
                    "Confirm with the number of customers: it cannot be taken back.");
        });
        try {
            Deadline.within(PATIENCE, named.action(), () -> {
                named.action().check(job.params());
                return true;
            });
        } catch (Problem.Invalid wrong) {
            throw moved(wrong, pointer -> "/params" + pointer);
        }
    }

    private static Problem.Invalid moved(Problem.Invalid wrong, UnaryOperator<String> pointer) {
        return new Problem.Invalid(
                wrong.code(),
                String.valueOf(wrong.getMessage()),
                wrong.violations().stream()
                        .map(violation -> new Problem.Violation(
                                pointer.apply(violation.pointer()), violation.code(), violation.detail()))
                        .toList());
    }

    private static byte[] bytes(InputStream body) {
        try {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
