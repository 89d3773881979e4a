package org.clientele.group.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
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
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.clientele.access.RequiresScope;
import org.clientele.group.Group;
import org.clientele.group.Groups;
import org.clientele.rest.IfMatch;
import org.clientele.rest.MergePatch;
import org.clientele.rest.Versioned;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /groups}. */
@Component(service = GroupResource.class)
@JakartarsResource
@Path("groups")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("customers:write")
public final class GroupResource {
    private final Groups groups;

    @Activate
    public GroupResource(@Reference Groups groups) {
        this.groups = groups;
    }

    /** All groups. */
    public record GroupList(List<Body> items) {}

    /** Benefits as they are sent, which need not name them all. */
    public record Granted(
            Optional<BigDecimal> percentOff,
            Optional<String> priceList,
            Optional<Boolean> freeShipping,
            Optional<Boolean> earlyAccess,
            Optional<Boolean> exclusiveAccess,
            Optional<Integer> paymentTermsDays,
            Optional<Boolean> purchaseOrders,
            Optional<String> priceRegion,
            Optional<String> locale,
            Optional<String> timeZone) {
        static Granted of(Group.Benefits benefits) {
            return new Granted(
                    benefits.percentOff(),
                    benefits.priceList(),
                    Optional.of(benefits.freeShipping()),
                    Optional.of(benefits.earlyAccess()),
                    Optional.of(benefits.exclusiveAccess()),
                    benefits.paymentTermsDays(),
                    Optional.of(benefits.purchaseOrders()),
                    benefits.priceRegion(),
                    benefits.locale(),
                    benefits.timeZone());
        }

        Group.Benefits benefits() {
            return new Group.Benefits(
                    percentOff,
                    priceList,
                    freeShipping.orElse(false),
                    earlyAccess.orElse(false),
                    exclusiveAccess.orElse(false),
                    paymentTermsDays,
                    purchaseOrders.orElse(false),
                    priceRegion,
                    locale,
                    timeZone);
        }
    }

    /** A new group; without a code of its own, its name in small letters is one. */
    public record NewGroup(Optional<String> code, String name, Optional<Group.Kind> kind, Optional<Granted> benefits) {
        String chosenCode() {
            return code.orElseGet(() -> name.strip()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}]+", "-")
                    .replaceAll("^-+|-+$", ""));
        }
    }

    /** @param id the code, as other resources have an id */
    public record Body(String id, String code, String name, Group.Kind kind, Group.Benefits benefits, long version) {
        static Body of(Group group) {
            return new Body(group.code(), group.code(), group.name(), group.kind(), group.benefits(), group.version());
        }
    }

    /** What can be changed of one. */
    public record Change(String name, Optional<Group.Kind> kind, Optional<Granted> benefits) {
        Group.Benefits granted() {
            return benefits.map(Granted::benefits).orElse(Group.Benefits.NONE);
        }
    }

    @GET
    @RequiresScope("customers:read")
    public GroupList list() {
        return new GroupList(groups.all().stream().map(Body::of).toList());
    }

    @POST
    public Response create(NewGroup body) {
        Group group = groups.create(
                body.chosenCode(),
                body.name(),
                body.kind().orElse(Group.Kind.OTHER),
                body.benefits().map(Granted::benefits).orElse(Group.Benefits.NONE));
        return Response.status(Response.Status.CREATED)
                .header(
                        HttpHeaders.LOCATION,
                        "/api/admin/v1/groups/"
                                + URLEncoder.encode(group.code(), StandardCharsets.UTF_8)
                                        .replace("+", "%20"))
                .entity(versioned(group))
                .build();
    }

    @GET
    @Path("{code}")
    @RequiresScope("customers:read")
    public Versioned<Body> get(@PathParam("code") String code) {
        return versioned(find(code));
    }

    @PATCH
    @Path("{code}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    public Versioned<Body> change(@PathParam("code") String code, @Context IfMatch ifMatch, MergePatch patch) {
        OptionalLong version = ifMatch.required();
        Group group = find(code);
        ifMatch.require(group.version());
        Change change = patch.applyTo(
                new Change(group.name(), Optional.of(group.kind()), Optional.of(Granted.of(group.benefits()))),
                Change.class);
        // What the patch was applied to is what it must still be.
        return versioned(groups.change(
                code,
                version.isPresent() ? version : OptionalLong.of(group.version()),
                change.name(),
                change.kind().orElse(Group.Kind.OTHER),
                change.granted()));
    }

    @DELETE
    @Path("{code}")
    public void remove(
            @PathParam("code") String code,
            @QueryParam("force") @DefaultValue("false") boolean force,
            @Context IfMatch ifMatch) {
        groups.remove(code, ifMatch.required(), force);
    }

    private Group find(String code) {
        return groups.find(code).orElseThrow(JdbcGroups::notFound);
    }

    private static Versioned<Body> versioned(Group group) {
        return new Versioned<>(Body.of(group), group.version());
    }
}
