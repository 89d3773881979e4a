package org.clientele.watchlist.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
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
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.customer.Customers;
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
    private static final int LONGEST_REASON = 500;
    private static final int MOST_PAGES = 100_000;

    private final Watchlist watchlist;
    private final Customers customers;

    @Activate
    public WatchlistResource(@Reference Watchlist watchlist, @Reference Customers customers) {
        this.watchlist = watchlist;
        this.customers = customers;
    }

    /** A page of entries, newest first. */
    public record EntryList(List<Entry> items, PageInfo page) {}

    /** Where the page stands. */
    public record PageInfo(int number, int size, long totalItems, long totalPages, String totalKind) {}

    /** Why a customer is watched, and when to think of it again. */
    public record Note(Optional<String> reason, Optional<LocalDate> remindOn) {}

    @GET
    @RequiresScope("watchlist:read")
    public EntryList list(
            @QueryParam("page") @DefaultValue("1") int page, @QueryParam("size") @DefaultValue("50") int size) {
        Problem.Invalid.check(checks -> checks.that(
                        page >= 1 && page <= MOST_PAGES,
                        "?page",
                        "page",
                        "Pages are counted from 1 to " + MOST_PAGES + ".")
                .that(size >= 10 && size <= 100, "?size", "size", "A page has 10 to 100 entries."));
        long total = watchlist.count();
        return new EntryList(
                watchlist.page(size, (page - 1L) * size),
                new PageInfo(page, size, total, (total + size - 1) / size, "exact"));
    }

    @PUT
    @Path("{customerId}")
    public Entry watch(@PathParam("customerId") UUID customer, Note note) {
        Problem.Invalid.check(checks -> checks.that(
                note.reason().map(reason -> reason.length() <= LONGEST_REASON).orElse(true),
                "/reason",
                "length",
                "A reason has at most " + LONGEST_REASON + " characters."));
        if (customers.find(customer).isEmpty()) {
            throw new Problem.NotFound("There is no such customer.");
        }
        return watchlist.put(customer, note.reason(), note.remindOn());
    }

    @DELETE
    @Path("{customerId}")
    public void forget(@PathParam("customerId") UUID customer) {
        watchlist.remove(customer);
    }
}
