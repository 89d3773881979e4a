package org.clientele.customer.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.customer.Customers;
import org.clientele.customer.TimelineSource.Entry;
import org.clientele.rest.TellsPersons;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /customers/{id}/timeline}. */
@Component(service = TimelineResource.class)
@JakartarsResource
@Path("customers/{id: " + CustomerResource.ID + "}/timeline")
@Produces(MediaType.APPLICATION_JSON)
@TellsPersons
@RequiresScope("customers:read")
public final class TimelineResource {
    private static final int USUAL = 25;
    private static final int MOST = 100;
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final Customers customers;
    private final Timeline timeline;

    @Activate
    public TimelineResource(@Reference Customers customers, @Reference Timeline timeline) {
        this.customers = customers;
        this.timeline = timeline;
    }

    /**
     * A part of the timeline, newest first.
     *
     * @param missing what could not be asked at this moment
     */
    public record Part(List<Entry> items, Place page, List<String> missing) {}

    /** @param next a link, or nothing if this is the end */
    public record Place(Optional<String> next) {}

    @GET
    public Part list(
            @PathParam("id") UUID id,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        int rows = limit(limit);
        Timeline.Position from = after == null || after.isBlank() ? new Timeline.Position(LATEST, 0) : position(after);
        UUID known = customers.find(id).orElseThrow(JpaCustomers::notFound).id();
        Timeline.Part part = timeline.read(known, from, rows + 1);
        List<Entry> entries = part.entries();
        boolean more = entries.size() > rows;
        List<Entry> shown = more ? entries.subList(0, rows) : entries;
        return new Part(
                shown,
                new Place(
                        more
                                ? Optional.of("/api/admin/v1/customers/" + id + "/timeline?after=" + cursor(shown, from)
                                        + "&limit=" + rows)
                                : Optional.empty()),
                part.missing());
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return USUAL;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw outOfRange();
        }
        throw outOfRange();
    }

    private static Problem.Invalid outOfRange() {
        return Problem.Invalid.at("?limit", "range", "It is a whole number from 1 to " + MOST + ".");
    }

    /** After the last entry that is shown: its moment, and how many of that moment have been shown by then. */
    private static String cursor(List<Entry> shown, Timeline.Position from) {
        Instant last = shown.get(shown.size() - 1).at().truncatedTo(ChronoUnit.MICROS);
        long sameMoment = shown.stream()
                .filter(entry -> entry.at().truncatedTo(ChronoUnit.MICROS).equals(last))
                .count();
        long skip = last.equals(from.at()) ? from.skip() + sameMoment : sameMoment;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((last + " " + skip).getBytes(StandardCharsets.UTF_8));
    }

    private static Timeline.Position position(String cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", -1);
            Instant at = Instant.parse(parts[0]);
            int skip = Integer.parseInt(parts[1]);
            if (parts.length == 2 && skip >= 0 && skip <= 100_000 && !at.isBefore(EARLIEST) && !at.isAfter(LATEST)) {
                return new Timeline.Position(at, skip);
            }
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw wrong();
        }
        throw wrong();
    }

    private static Problem.Invalid wrong() {
        return Problem.Invalid.at("?after", "cursor", "This is no cursor of a timeline.");
    }
}
