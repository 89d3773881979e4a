package org.clientele.event.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /events/followers}: how far plugins are with events, and at which one they stand. */
@Component(service = FollowerResource.class)
@JakartarsResource
@Path("events/followers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("features:read")
public final class FollowerResource {
    private final Transactions transactions;
    private final Access access;
    private final EventFollowers followers;

    @Activate
    public FollowerResource(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference EventFollowers followers) {
        this.transactions = transactions;
        this.access = access;
        this.followers = followers;
    }

    /**
     * A follower.
     *
     * @param cursor as of {@code /events}: the last event it followed
     * @param behind how many events it has yet to look at
     * @param registered whether it is there, on this node; its place stays if it is not
     * @param failures how often in a row it failed
     * @param failedAtEvent the cursor of the event at which it stands
     * @param resumeAt when it is told of that again
     */
    public record Item(
            String name,
            String cursor,
            long behind,
            boolean registered,
            int failures,
            Optional<String> failedAtEvent,
            Optional<Instant> failedAt,
            Optional<String> failure,
            Optional<Instant> resumeAt) {
        static Item of(FollowerRows.Place place, Set<String> here) {
            return new Item(
                    place.name(),
                    Long.toString(place.position()),
                    place.behind(),
                    here.contains(place.name()),
                    place.failures(),
                    place.failedNumber().isPresent()
                            ? Optional.of(Long.toString(place.failedNumber().getAsLong()))
                            : Optional.empty(),
                    place.failedAt(),
                    place.failure(),
                    place.failures() > 0 ? Optional.of(place.resumeAt()) : Optional.empty());
        }
    }

    /** All of them. */
    public record Items(List<Item> items) {}

    /** The event that is to be passed over. */
    public record Skip(Optional<String> event) {}

    @GET
    public Items list() {
        access.requireAllSellerAccounts();
        Set<String> here = followers.names();
        return new Items(transactions.read(FollowerRows::all).stream()
                .map(place -> Item.of(place, here))
                .toList());
    }

    /** Passes over the event at which it stands: it will never have followed it. */
    @POST
    @Path("{name}/skip")
    @RequiresScope("features:write")
    public Item skip(@PathParam("name") String name, Skip skip) {
        access.requireAllSellerAccounts();
        String event = skip.event()
                .filter(number -> number.matches("\\d{1,18}"))
                .orElseThrow(() -> Problem.Invalid.at("/event", "cursor", "It is the cursor of an event."));
        FollowerRows.Place place = transactions.sql(connection -> {
            find(FollowerRows.all(connection), name);
            if (!FollowerRows.skip(connection, name, Long.parseLong(event))) {
                throw new Problem.Conflict("not-there", "It does not stand at that event.");
            }
            return find(FollowerRows.all(connection), name);
        });
        followers.wake();
        return Item.of(place, followers.names());
    }

    private static FollowerRows.Place find(List<FollowerRows.Place> places, String name) {
        return places.stream()
                .filter(place -> place.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Problem.NotFound("There is no such follower."));
    }
}
