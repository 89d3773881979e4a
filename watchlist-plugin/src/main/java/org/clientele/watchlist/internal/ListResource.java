package org.clientele.watchlist.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.customer.Customers;
import org.clientele.rest.IfMatch;
import org.clientele.rest.MergePatch;
import org.clientele.rest.NumberedPage;
import org.clientele.rest.TellsPersons;
import org.clientele.rest.Versioned;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /watchlist/lists}: lists of customers that are shared. Of their customers everybody sees those they may see anyway. */
@Component(service = ListResource.class)
@JakartarsResource
@Path("watchlist/lists")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("watchlist:write")
public final class ListResource {
    private final SharedLists lists;
    private final Customers customers;
    private final Access access;

    @Activate
    public ListResource(@Reference SharedLists lists, @Reference Customers customers, @Reference Access access) {
        this.lists = lists;
        this.customers = customers;
        this.access = access;
    }

    /** All that the caller reads. */
    public record Lists(List<SharedList> items) {}

    /**
     * A page of customers, newest first. It may have fewer than its size, and there may be more: those whom the caller may not see
     * are left out.
     */
    public record ListedCustomers(List<SharedList.Item> items, Place page) {}

    /** Where a page stands. */
    public record Place(int number, int size, boolean more) {}

    /** Why a customer is on a list. */
    public record Note(Optional<String> reason) {}

    @GET
    @RequiresScope("watchlist:read")
    public Lists all() {
        return new Lists(lists.all());
    }

    @POST
    public Response add(SharedList.Draft draft) {
        draft.check();
        SharedList list = lists.add(draft);
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/admin/v1/watchlist/lists/" + list.id())
                .entity(new Versioned<>(list, list.version()))
                .build();
    }

    @GET
    @Path("{id}")
    @RequiresScope("watchlist:read")
    public Versioned<SharedList> get(@PathParam("id") UUID id) {
        SharedList list = lists.get(id);
        return new Versioned<>(list, list.version());
    }

    @PATCH
    @Path("{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    public Versioned<SharedList> change(@PathParam("id") UUID id, @Context IfMatch ifMatch, MergePatch patch) {
        OptionalLong expected = ifMatch.required();
        SharedList.Draft draft = patch.applyTo(SharedList.Draft.of(lists.get(id)), SharedList.Draft.class);
        draft.check();
        SharedList list = lists.change(id, expected, draft);
        return new Versioned<>(list, list.version());
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") UUID id) {
        lists.delete(id);
    }

    @GET
    @Path("{id}/customers")
    @RequiresScope("watchlist:read")
    @TellsPersons
    public ListedCustomers customers(
            @PathParam("id") UUID id,
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        boolean readsReasons = access.caller().may("customers.pii:read");
        List<SharedList.Item> found = lists.items(id, asked.size() + 1, asked.offset());
        return new ListedCustomers(
                found.stream()
                        .limit(asked.size())
                        .filter(item -> customers.find(item.customerId()).isPresent())
                        .map(item -> readsReasons
                                ? item
                                : new SharedList.Item(item.customerId(), Optional.empty(), item.since()))
                        .toList(),
                new Place(asked.number(), asked.size(), found.size() > asked.size()));
    }

    @PUT
    @Path("{id}/customers/{customerId}")
    public SharedList.Item put(@PathParam("id") UUID id, @PathParam("customerId") UUID customer, Note note) {
        Problem.Invalid.check(checks -> checks.that(
                note.reason()
                        .map(reason -> reason.length() <= WatchlistResource.LONGEST_REASON)
                        .orElse(true),
                "/reason",
                "length",
                "A reason has at most " + WatchlistResource.LONGEST_REASON + " characters."));
        // As for whom one watches.
        customers.lock(customer);
        return lists.put(id, customer, note.reason());
    }

    @DELETE
    @Path("{id}/customers/{customerId}")
    public void remove(@PathParam("id") UUID id, @PathParam("customerId") UUID customer) {
        lists.remove(id, customer);
    }
}
