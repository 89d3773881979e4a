package org.clientele.loyalty.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.customer.Customers;
import org.clientele.rest.NumberedPage;
import org.clientele.rest.Versioned;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /loyalty/accounts}: what customers have, and how they came by it. */
@Component(service = AccountResource.class)
@JakartarsResource
@Path("loyalty/accounts/{customerId}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("loyalty:write")
public final class AccountResource {
    static final long MOST_POINTS = 1_000_000_000L;
    static final int LONGEST_REASON = 200;

    private final Accounts accounts;
    private final Adjustments adjustments;
    private final Redemptions redemptions;
    private final Customers customers;

    @Activate
    public AccountResource(
            @Reference Accounts accounts,
            @Reference Adjustments adjustments,
            @Reference Redemptions redemptions,
            @Reference Customers customers) {
        this.redemptions = redemptions;
        this.accounts = accounts;
        this.adjustments = adjustments;
        this.customers = customers;
    }

    /** Points to give, or to take with a minus. */
    public record NewEntry(Optional<Long> points, Optional<String> reason) {
        void check() {
            Problem.Invalid.check(checks -> checks.that(
                            points.map(AccountResource::isAmount).orElse(false),
                            "/points",
                            "range",
                            "Points are -" + MOST_POINTS + " to " + MOST_POINTS + ", not 0.")
                    .that(
                            reason.map(text -> text.length() <= LONGEST_REASON).orElse(true),
                            "/reason",
                            "length",
                            "A reason has at most " + LONGEST_REASON + " characters."));
        }
    }

    static boolean isAmount(long points) {
        return points != 0 && points >= -MOST_POINTS && points <= MOST_POINTS;
    }

    /** What waits for a second person. */
    public record Asked(Adjustments.Adjustment adjustment) {}

    @GET
    @RequiresScope("loyalty:read")
    public Versioned<Account> get(@PathParam("customerId") UUID customer) {
        require(customer);
        Account account = accounts.of(customer);
        return new Versioned<>(account, account.version());
    }

    @GET
    @Path("entries")
    @RequiresScope("loyalty:read")
    public NumberedPage<Entry> entries(
            @PathParam("customerId") UUID customer,
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size) {
        require(customer);
        Page.Request asked = NumberedPage.request(page, size);
        return NumberedPage.of(
                accounts.entries(customer, asked), asked, "/api/admin/v1/loyalty/accounts/" + customer + "/entries?");
    }

    @POST
    @Path("entries")
    public Response adjust(@PathParam("customerId") UUID customer, NewEntry entry) {
        entry.check();
        require(customer);
        long points = entry.points().orElseThrow();
        if (adjustments.needsApproval(points)) {
            return Response.accepted(new Asked(adjustments.ask(customer, points, entry.reason())))
                    .build();
        }
        return Response.status(Response.Status.CREATED)
                .entity(accounts.adjust(customer, points, entry.reason()))
                .build();
    }

    @GET
    @Path("redemptions")
    @RequiresScope("loyalty:read")
    public NumberedPage<Redemption> redemptions(
            @PathParam("customerId") UUID customer,
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size) {
        require(customer);
        Page.Request asked = NumberedPage.request(page, size);
        return NumberedPage.of(
                redemptions.of(customer, asked), asked, "/api/admin/v1/loyalty/accounts/" + customer + "/redemptions?");
    }

    @POST
    @Path("redemptions")
    public Response redeem(@PathParam("customerId") UUID customer, Redemption.Request request) {
        require(customer);
        return Response.status(Response.Status.CREATED)
                .entity(redemptions.redeem(customer, request))
                .build();
    }

    @DELETE
    @Path("redemptions/{id}")
    public Redemption cancel(@PathParam("customerId") UUID customer, @PathParam("id") UUID id) {
        require(customer);
        return redemptions.cancel(customer, id);
    }

    private void require(UUID customer) {
        if (customers.find(customer).isEmpty()) {
            throw new Problem.NotFound("There is no such customer.");
        }
    }
}
