package org.clientele.watchlist.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.customer.Customers;
import org.clientele.notification.Notification;
import org.clientele.notification.Notifications;
import org.clientele.rest.NumberedPage;
import org.clientele.rest.TellsPersons;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /watchlist}: whom the caller watches. */
@Component(service = WatchlistResource.class)
@JakartarsResource
@Path("watchlist")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("watchlist:write")
public final class WatchlistResource {
    static final int LONGEST_REASON = 500;

    private final Watchlist watchlist;
    private final Customers customers;
    private final Notifications notifications;

    @Activate
    public WatchlistResource(
            @Reference Watchlist watchlist, @Reference Customers customers, @Reference Notifications notifications) {
        this.watchlist = watchlist;
        this.customers = customers;
        this.notifications = notifications;
    }

    /**
     * Why a customer is watched, and when to think of it again.
     *
     * @param alerts what to be told of; everything if it is absent
     */
    public record Note(Optional<String> reason, Optional<LocalDate> remindOn, Optional<List<Alert>> alerts) {
        void check() {
            Problem.Invalid.check(checks -> checks.that(
                            reason.map(text -> text.length() <= LONGEST_REASON).orElse(true),
                            "/reason",
                            "length",
                            "A reason has at most " + LONGEST_REASON + " characters.")
                    .that(
                            remindOn.map(date -> date.getYear() >= 2000 && date.getYear() <= 9999)
                                    .orElse(true),
                            "/remindOn",
                            "range",
                            "It is a day of this millennium."));
        }
    }

    /**
     * What happened to customers whom the caller watches, newest first.
     *
     * @param items notifications of the kinds {@code watchlist.*}
     */
    public record Alerts(List<Notification> items, Place page) {}

    /**
     * Where the list goes on.
     *
     * @param next a link; empty at its end
     */
    public record Place(boolean more, Optional<String> next) {}

    @GET
    @RequiresScope("watchlist:read")
    @TellsPersons
    public NumberedPage<Entry> list(
            @QueryParam("page") @Nullable String page, @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        Page<Entry> entries = Page.of(watchlist.page(asked.size(), asked.offset()), watchlist.count());
        return NumberedPage.of(entries, asked, "/api/admin/v1/watchlist?");
    }

    @GET
    @Path("{customerId}")
    @RequiresScope("watchlist:read")
    @TellsPersons
    public Entry get(@PathParam("customerId") UUID customer) {
        return customers
                .find(customer)
                .flatMap(found -> watchlist.find(customer))
                .orElseThrow(() -> new Problem.NotFound("You do not watch such a customer."));
    }

    @PUT
    @Path("{customerId}")
    public Entry watch(@PathParam("customerId") UUID customer, Note note) {
        note.check();
        // Nobody erases or merges the customer meanwhile, in the transaction that is open around this method.
        customers.lock(customer);
        return watchlist.put(
                customer, note.reason(), note.remindOn(), note.alerts().orElse(List.of(Alert.values())));
    }

    /** They are marked as read where all notifications are. */
    @GET
    @Path("alerts")
    @RequiresScope("watchlist:read")
    public Alerts alerts(@QueryParam("before") @Nullable String before, @QueryParam("limit") @Nullable String limit) {
        int most = limit == null ? 25 : limit(limit);
        List<Notification> found = notifications.own(new Notification.Selection(
                Optional.of("watchlist.*"),
                false,
                Optional.ofNullable(before).map(WatchlistResource::cursor),
                most + 1));
        boolean more = found.size() > most;
        List<Notification> items = more ? found.subList(0, most) : found;
        return new Alerts(
                items,
                new Place(
                        more,
                        more
                                ? Optional.of("/api/admin/v1/watchlist/alerts?before="
                                        + items.get(items.size() - 1).id() + "&limit=" + most)
                                : Optional.empty()));
    }

    @DELETE
    @Path("{customerId}")
    public void forget(@PathParam("customerId") UUID customer) {
        watchlist.remove(customer);
    }

    private static UUID cursor(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.Invalid.at("?before", "cursor", "It is the id of an alert.");
        }
    }

    private static int limit(String text) {
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 100) {
            throw Problem.Invalid.at("?limit", "range", "It is 1 to 100.");
        }
        return Integer.parseInt(text);
    }
}
