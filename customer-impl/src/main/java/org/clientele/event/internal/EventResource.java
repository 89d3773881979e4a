package org.clientele.event.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.event.Event;
import org.clientele.event.internal.EventRows.Numbered;
import org.clientele.event.internal.EventRows.Selection;
import org.clientele.persistence.Transactions;
import org.clientele.rest.EventStream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /events}: what happened since a cursor, oldest first. */
@Component(service = EventResource.class)
@JakartarsResource
@Path("events")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope("events:read")
public final class EventResource {
    static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*(\\.\\*)?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final String NOW = "now";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int MOST = 1000;

    private final Transactions transactions;
    private final Access access;

    @Activate
    public EventResource(@Reference(target = "(schema=customer)") Transactions transactions, @Reference Access access) {
        this.transactions = transactions;
        this.access = access;
    }

    /** An event and the cursor behind it. */
    public record Item(
            String cursor,
            UUID id,
            String type,
            Instant at,
            Optional<UUID> customerId,
            List<String> sellerAccounts,
            Map<String, @Nullable Object> data) {
        static Item of(Numbered numbered, Optional<Set<String>> own) {
            Event event = numbered.event();
            return new Item(
                    Long.toString(numbered.number()),
                    event.id(),
                    event.type(),
                    event.at(),
                    event.customerId(),
                    event.sellerAccounts().stream()
                            .filter(account -> own.isEmpty() || own.get().contains(account))
                            .toList(),
                    event.data());
        }
    }

    /**
     * Some events.
     *
     * @param cursor where to go on; also if there are none
     * @param next the same as a link
     * @param more whether there are more already
     */
    public record Place(String cursor, String next, boolean more) {}

    /** Oldest first. */
    public record Batch(List<Item> items, Place page) {}

    @GET
    public Batch list(
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("type") @Nullable String type,
            @QueryParam("customerId") @Nullable String customer) {
        int most = limit == null ? 100 : limit(limit);
        Selection wanted = selection(type, customer);
        return transactions.read(connection -> {
            EventRows.Head head = EventRows.head(connection);
            long from = begin(after, head);
            List<Numbered> found = EventRows.after(connection, from, most + 1, wanted);
            boolean more = found.size() > most;
            List<Numbered> items = more ? found.subList(0, most) : found;
            // Behind the last one, or behind all that were looked through, so that nothing is looked through again.
            long last = more ? items.get(items.size() - 1).number() : Math.max(from, last(found, head));
            String cursor = Long.toString(last);
            String link = "/api/admin/v1/events?after=" + cursor + "&limit=" + most + parameter("type", type)
                    + parameter("customerId", customer);
            return new Batch(
                    items.stream()
                            .map(event -> Item.of(event, wanted.sellerAccounts()))
                            .toList(),
                    new Place(cursor, link, more));
        });
    }

    /** What happens from now on, or from a cursor. */
    @GET
    @Path("stream")
    @Produces("text/event-stream")
    public EventStream stream(
            @QueryParam("after") @Nullable String after,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            @QueryParam("type") @Nullable String type) {
        Selection wanted = selection(type, null);
        String begin = lastEventId == null ? (after == null ? NOW : after) : lastEventId;
        AtomicLong last = new AtomicLong(transactions.read(connection -> begin(begin, EventRows.head(connection))));
        return EventStream.polling(POLL, () -> {
            List<Numbered> found =
                    transactions.read(connection -> EventRows.after(connection, last.get(), 100, wanted));
            found.forEach(event -> last.set(event.number()));
            return new EventStream.Poll(
                    found.stream()
                            .map(event -> new EventStream.Event(
                                    Optional.of(Long.toString(event.number())),
                                    event.event().type(),
                                    Item.of(event, wanted.sellerAccounts())))
                            .toList(),
                    false);
        });
    }

    /** The head was read before the events, so whatever has a number up to it was looked at. */
    private static long last(List<Numbered> found, EventRows.Head head) {
        return found.isEmpty()
                ? head.number()
                : Math.max(head.number(), found.get(found.size() - 1).number());
    }

    private static long begin(@Nullable String after, EventRows.Head head) {
        if (after == null) {
            return head.purged();
        }
        if (after.equals(NOW)) {
            return head.number();
        }
        if (!NUMBER.matcher(after).matches() || Long.parseLong(after) > head.number()) {
            throw Problem.Invalid.at("?after", "cursor", "It is the cursor of an event, or now.");
        }
        long cursor = Long.parseLong(after);
        if (cursor < head.purged()) {
            throw new Problem.Gone("cursor-expired", "Events behind this cursor are forgotten; begin without one.");
        }
        return cursor;
    }

    private Selection selection(@Nullable String type, @Nullable String customer) {
        List<String> types = type == null ? List.of() : Arrays.asList(type.split(",", -1));
        if (types.size() > 50
                || !types.stream()
                        .allMatch(one -> one.equals("*") || TYPE.matcher(one).matches())) {
            throw Problem.Invalid.at("?type", "value", "Types are written customer.registered or customer.*");
        }
        return new Selection(
                access.caller().sellerAccounts(),
                types,
                Optional.ofNullable(customer).map(EventResource::uuid));
    }

    private static UUID uuid(String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            throw Problem.Invalid.at("?customerId", "format", "It is a UUID.");
        }
        throw Problem.Invalid.at("?customerId", "format", "It is a UUID.");
    }

    private static int limit(String text) {
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
            throw Problem.Invalid.at("?limit", "range", "It is 1 to " + MOST + ".");
        }
        return Integer.parseInt(text);
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
