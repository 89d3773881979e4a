package org.clientele.segment.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.customer.CustomerRow;
import org.clientele.rest.IfMatch;
import org.clientele.rest.MergePatch;
import org.clientele.rest.NumberedPage;
import org.clientele.rest.TellsPersons;
import org.clientele.rest.Versioned;
import org.clientele.segment.Segment;
import org.clientele.segment.Segments;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /segments}. */
@Component(service = SegmentResource.class)
@JakartarsResource
@Path("segments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("segments:write")
public final class SegmentResource {
    private static final String CUSTOMERS = "customers:read";

    private final Segments segments;
    private final Access access;

    @Activate
    public SegmentResource(@Reference Segments segments, @Reference Access access) {
        this.segments = segments;
        this.access = access;
    }

    /** A new segment; dynamic unless it says otherwise. */
    public record NewSegment(String name, Optional<Segment.Kind> kind, Optional<String> filter) {}

    /** What can be changed of one. */
    public record Change(String name, Optional<String> filter) {}

    /** A filter to try. */
    public record Trial(String filter) {}

    /** What a filter would select: how many, and some of them. */
    public record Preview(long count, Segment.CountKind countKind, List<Map<String, @Nullable Object>> sample) {}

    /** Customers to put in or take out: those with the ids, or all who fulfil the filter now. */
    public record Members(Optional<List<UUID>> ids, Optional<String> filter) {
        Segment.Members wanted() {
            if (ids.isEmpty() && filter.isEmpty()) {
                throw Problem.Invalid.at("", "members", "Members are named by their ids or by a filter.");
            }
            return new Segment.Members(ids.orElse(List.of()), filter);
        }
    }

    @GET
    @RequiresScope("segments:read")
    public NumberedPage<Segment> list(
            @QueryParam("page") @Nullable String page, @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        return NumberedPage.of(segments.list(asked), asked, "/api/admin/v1/segments?", segment -> segment);
    }

    @POST
    public Response create(NewSegment body) {
        access.require(CUSTOMERS);
        Segment segment = inBody(() -> segments.create(
                new Segment.Definition(body.name(), body.kind().orElse(Segment.Kind.DYNAMIC), body.filter())));
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/admin/v1/segments/" + segment.id())
                .entity(versioned(segment))
                .build();
    }

    @POST
    @Path("preview")
    @TellsPersons
    @RequiresScope("segments:read")
    public Preview preview(Trial trial) {
        access.require(CUSTOMERS);
        Segment.Preview preview = inBody(() -> segments.preview(trial.filter()));
        return new Preview(
                preview.count().items(),
                preview.count().exact() ? Segment.CountKind.EXACT : Segment.CountKind.ESTIMATE,
                preview.sample().stream().map(SegmentResource::members).toList());
    }

    private static Map<String, @Nullable Object> members(CustomerRow row) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (String name :
                List.of("id", "reference", "name", "email", "country", "orders", "totalSpent", "lastOrderAt")) {
            for (int i = 0; i < row.columns().size(); i++) {
                if (row.columns().get(i).name().equals(name)) {
                    members.put(name, row.values().get(i));
                }
            }
        }
        return members;
    }

    @GET
    @Path("{id}")
    @RequiresScope("segments:read")
    public Versioned<Segment> get(@PathParam("id") UUID id, @QueryParam("count") @DefaultValue("stored") String count) {
        Segment segment = find(id);
        if (count.equals("exact")) {
            access.require(CUSTOMERS);
            return versioned(counted(segment, segments.count(id)));
        } else if (!count.equals("stored")) {
            throw Problem.Invalid.at("?count", "value", "A count is stored or exact.");
        }
        return versioned(segment);
    }

    private static Segment counted(Segment segment, long count) {
        return new Segment(
                segment.id(),
                segment.name(),
                segment.filter(),
                segment.kind(),
                segment.state(),
                segment.reason(),
                Optional.of(count),
                Segment.CountKind.EXACT,
                Optional.of(java.time.Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS)),
                segment.sellerAccounts(),
                segment.createdAt(),
                segment.version());
    }

    @PATCH
    @Path("{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    public Versioned<Segment> change(@PathParam("id") UUID id, @Context IfMatch ifMatch, MergePatch patch) {
        access.require(CUSTOMERS);
        OptionalLong version = ifMatch.required();
        Segment segment = find(id);
        ifMatch.require(segment.version());
        Change change = patch.applyTo(new Change(segment.name(), segment.filter()), Change.class);
        // What the patch was applied to is what it must still be.
        return versioned(inBody(() -> segments.change(
                id,
                version.isPresent() ? version : OptionalLong.of(segment.version()),
                change.name(),
                change.filter())));
    }

    @DELETE
    @Path("{id}")
    public void remove(@PathParam("id") UUID id, @Context IfMatch ifMatch) {
        segments.remove(id, ifMatch.required());
    }

    @GET
    @Path("{id}/explain")
    @TellsPersons
    @RequiresScope("segments:read")
    public Segment.Explanation explain(@PathParam("id") UUID id, @QueryParam("customerId") @Nullable String customer) {
        access.require(CUSTOMERS);
        try {
            return segments.explain(id, UUID.fromString(String.valueOf(customer)));
        } catch (IllegalArgumentException e) {
            throw Problem.Invalid.at("?customerId", "uuid", "This must be the id of a customer.");
        }
    }

    @POST
    @Path("{id}/members")
    public Segment add(@PathParam("id") UUID id, Members members) {
        access.require(CUSTOMERS);
        return inBody(() -> segments.add(id, members.wanted()));
    }

    @PUT
    @Path("{id}/members")
    public Segment replace(@PathParam("id") UUID id, Members members) {
        access.require(CUSTOMERS);
        return inBody(() -> segments.replace(id, members.wanted()));
    }

    @DELETE
    @Path("{id}/members")
    public Segment withdraw(@PathParam("id") UUID id, Members members) {
        access.require(CUSTOMERS);
        return inBody(() -> segments.withdraw(id, members.wanted()));
    }

    @DELETE
    @Path("{id}/members/{customer}")
    public Segment withdraw(@PathParam("id") UUID id, @PathParam("customer") UUID customer) {
        access.require(CUSTOMERS);
        return segments.withdraw(id, new Segment.Members(List.of(customer), Optional.empty()));
    }

    private Segment find(UUID id) {
        return segments.find(id).orElseThrow(SegmentRows::notFound);
    }

    private static Versioned<Segment> versioned(Segment segment) {
        return new Versioned<>(segment, segment.version());
    }

    /** Filters come in bodies here. */
    private static <T> T inBody(Supplier<T> work) {
        try {
            return work.get();
        } catch (Problem.Invalid invalid) {
            throw new Problem.Invalid(
                    invalid.code(),
                    String.valueOf(invalid.getMessage()),
                    invalid.violations().stream()
                            .map(violation -> new Problem.Violation(
                                    violation.pointer().replace('?', '/'), violation.code(), violation.detail()))
                            .toList());
        }
    }
}
