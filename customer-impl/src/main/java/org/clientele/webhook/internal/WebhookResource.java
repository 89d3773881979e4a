package org.clientele.webhook.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.persistence.Transactions;
import org.clientele.rest.IfMatch;
import org.clientele.rest.MergePatch;
import org.clientele.rest.NumberedPage;
import org.clientele.rest.TellsSecret;
import org.clientele.rest.Versioned;
import org.clientele.search.internal.SavedFilters;
import org.clientele.search.internal.SavedFilters.Kept;
import org.clientele.webhook.internal.WebhookRows.Webhook;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /webhooks}: who is told of what, and what came of it. */
@Component(service = WebhookResource.class)
@JakartarsResource
@Path("webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("webhooks:write")
public final class WebhookResource {
    private static final Set<String> STATES = Set.of("kept", "sent", "dead");

    private static final int USUAL_OVERLAP = 24;
    private static final int LONGEST_OVERLAP = 168;

    private final Transactions transactions;
    private final Access access;
    private final WebhookSender sender;
    private final SavedFilters filters;

    @Activate
    public WebhookResource(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference WebhookSender sender,
            @Reference SavedFilters filters) {
        this.transactions = transactions;
        this.access = access;
        this.sender = sender;
        this.filters = filters;
    }

    /** What is sent. */
    public record Body(
            Optional<String> url, Optional<List<String>> types, Optional<String> filter, Optional<Boolean> enabled) {}

    /** What went wrong last. */
    public record Failure(Instant at, String detail) {}

    /**
     * A webhook.
     *
     * @param secret only in the answer that makes or renews it
     * @param filter of customers; without it everything is told
     * @param state {@code ok}, {@code failing}, {@code suspended} or {@code disabled}
     * @param reason why it is suspended
     */
    public record Item(
            UUID id,
            String url,
            List<String> types,
            Optional<String> filter,
            boolean enabled,
            Optional<String> secret,
            String state,
            Optional<String> reason,
            Optional<Failure> lastFailure,
            Instant createdAt,
            long version) {
        static Versioned<Item> of(Webhook webhook, Optional<String> reason, Optional<byte[]> secret) {
            return new Versioned<>(
                    new Item(
                            webhook.id(),
                            webhook.url().toString(),
                            webhook.types(),
                            webhook.filter(),
                            webhook.enabled(),
                            secret.map(Signature::text),
                            state(webhook, reason),
                            webhook.enabled() ? reason : Optional.empty(),
                            webhook.failedAt()
                                    .map(at -> new Failure(at, webhook.failure().orElse(""))),
                            webhook.createdAt(),
                            webhook.version()),
                    webhook.version());
        }

        private static String state(Webhook webhook, Optional<String> reason) {
            return !webhook.enabled()
                    ? "disabled"
                    : reason.isPresent() ? "suspended" : webhook.failures() > 0 ? "failing" : "ok";
        }
    }

    /** All that the caller may see. */
    public record Items(List<Item> items) {}

    /** A delivery that was made. */
    public record Ping(UUID id) {}

    @GET
    @RequiresScope("webhooks:read")
    public Items list() {
        return new Items(
                transactions
                        .read(connection ->
                                WebhookRows.list(connection, access.caller().sellerAccounts()))
                        .stream()
                        .map(webhook -> item(webhook, Optional.empty()).value())
                        .toList());
    }

    @POST
    @TellsSecret
    public Response create(Body body) {
        WebhookChecks.Content content = filtered(
                sender.checks().checked(body.url(), body.types(), body.enabled().orElse(true)), body.filter());
        UUID id = Uuid7.next();
        byte[] secret = Signature.newSecret();
        Webhook webhook = transactions.sql(connection -> {
            WebhookRows.lockDefinitions(connection);
            WebhookRows.insert(
                    connection,
                    id,
                    content,
                    sender.keys().seal(id, secret),
                    access.caller().sellerAccounts());
            return require(connection, id, "");
        });
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/admin/v1/webhooks/" + id)
                .entity(item(webhook, Optional.of(secret)))
                .build();
    }

    @GET
    @Path("{id}")
    @RequiresScope("webhooks:read")
    public Versioned<Item> get(@PathParam("id") UUID id) {
        return item(transactions.read(connection -> require(connection, id, "")), Optional.empty());
    }

    @PATCH
    @Path("{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    public Versioned<Item> change(@PathParam("id") UUID id, @Context IfMatch ifMatch, MergePatch patch) {
        ifMatch.required();
        return transactions.sql(connection -> {
            WebhookRows.lockDefinitions(connection);
            Webhook before = require(connection, id, " for update");
            ifMatch.require(before.version());
            Body body = patch.applyTo(
                    new Body(
                            Optional.of(before.url().toString()),
                            Optional.of(before.types()),
                            before.filter(),
                            Optional.of(before.enabled())),
                    Body.class);
            WebhookChecks.Content content = sender.checks()
                    .checked(body.url(), body.types(), body.enabled().orElse(true));
            // Whoever may not see what a filter is about must not learn it by having it told elsewhere.
            boolean same =
                    body.filter().equals(before.filter()) && content.url().equals(before.url());
            WebhookRows.update(
                    connection,
                    id,
                    same ? content.filtered(before.filter(), before.uses()) : filtered(content, body.filter()));
            transactions.afterCommit(sender::wake);
            return item(require(connection, id, ""), Optional.empty());
        });
    }

    /** A new secret, told this once; the old one signs besides until the receiver has it. */
    @POST
    @Path("{id}/secret")
    @TellsSecret
    public Versioned<Item> renew(@PathParam("id") UUID id, @QueryParam("overlapHours") @Nullable String overlap) {
        if (overlap != null && (!overlap.matches("\\d{1,3}") || Integer.parseInt(overlap) > LONGEST_OVERLAP)) {
            throw Problem.Invalid.at("?overlapHours", "range", "It is 0 to " + LONGEST_OVERLAP + ".");
        }
        int hours = overlap == null ? USUAL_OVERLAP : Integer.parseInt(overlap);
        byte[] secret = Signature.newSecret();
        return transactions.sql(connection -> {
            require(connection, id, " for update");
            WebhookRows.renewSecret(connection, id, sender.keys().seal(id, secret), hours);
            return item(require(connection, id, ""), Optional.of(secret));
        });
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") UUID id, @Context IfMatch ifMatch) {
        ifMatch.required();
        transactions.sql(connection -> {
            ifMatch.require(require(connection, id, " for update").version());
            WebhookRows.delete(connection, id);
            return true;
        });
    }

    /** Newest first. */
    @GET
    @Path("{id}/deliveries")
    @RequiresScope("webhooks:read")
    public NumberedPage<DeliveryRows.Item> deliveries(
            @PathParam("id") UUID id,
            @QueryParam("state") @Nullable String state,
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        if (state != null && !STATES.contains(state)) {
            throw Problem.Invalid.at("?state", "value", "It is kept, sent or dead.");
        }
        Page<DeliveryRows.Item> found = transactions.read(connection -> {
            require(connection, id, "");
            return DeliveryRows.list(connection, id, Optional.ofNullable(state), asked);
        });
        String link = "/api/admin/v1/webhooks/" + id + "/deliveries?" + (state == null ? "" : "state=" + state + "&");
        return NumberedPage.of(found, asked, link, delivery -> delivery);
    }

    /** Tries it again now, also if it was given up. */
    @POST
    @Path("{id}/deliveries/{delivery}/retry")
    public DeliveryRows.Item retry(@PathParam("id") UUID id, @PathParam("delivery") UUID delivery) {
        DeliveryRows.Item item = transactions.sql(connection -> {
            require(connection, id, "");
            DeliveryRows.retry(connection, id, delivery(connection, id, delivery));
            return delivery(connection, id, delivery);
        });
        transactions.afterCommit(sender::wake);
        return item;
    }

    /** Delivers something that did not happen. */
    @POST
    @Path("{id}/test")
    public Response test(@PathParam("id") UUID id) {
        UUID delivery = transactions.sql(connection -> {
            if (!require(connection, id, "").enabled()) {
                throw new Problem.Conflict("disabled", "This webhook is disabled.");
            }
            return DeliveryRows.ping(connection, id);
        });
        transactions.afterCommit(sender::wake);
        return Response.accepted(new Ping(delivery)).build();
    }

    private WebhookChecks.Content filtered(WebhookChecks.Content content, Optional<String> filter) {
        if (filter.isEmpty()) {
            return content;
        }
        access.require("customers:read");
        try {
            return content.filtered(filter, filters.check(filter.get()));
        } catch (Problem.Invalid invalid) {
            // It comes in a body here.
            throw new Problem.Invalid(
                    invalid.code(),
                    String.valueOf(invalid.getMessage()),
                    invalid.violations().stream()
                            .map(violation -> new Problem.Violation(
                                    violation.pointer().replace('?', '/'), violation.code(), violation.detail()))
                            .toList());
        }
    }

    private Versioned<Item> item(Webhook webhook, Optional<byte[]> secret) {
        Optional<String> broken = webhook.filter()
                .flatMap(filter -> filters.broken(new Kept(webhook.id(), filter, webhook.sellerAccounts())));
        return Item.of(webhook, broken.or(webhook::suspended), secret);
    }

    private Webhook require(Connection connection, UUID id, String lock) throws SQLException {
        return WebhookRows.find(connection, id, access.caller().sellerAccounts(), lock)
                .orElseThrow(() -> new Problem.NotFound("There is no such webhook."));
    }

    private static DeliveryRows.Item delivery(Connection connection, UUID webhook, UUID id) throws SQLException {
        return DeliveryRows.find(connection, webhook, id)
                .orElseThrow(() -> new Problem.NotFound("There is no such delivery."));
    }
}
