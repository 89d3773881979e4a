package org.clientele.loyalty.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.rest.IfMatch;
import org.clientele.rest.Versioned;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /loyalty/tiers}: what can be reached. */
@Component(service = TierResource.class)
@JakartarsResource
@Path("loyalty/tiers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("loyalty:write")
public final class TierResource {
    private final Tiers tiers;
    private final Access access;

    @Activate
    public TierResource(@Reference Tiers tiers, @Reference Access access) {
        this.tiers = tiers;
        this.access = access;
    }

    /** A tier as it is sent. */
    public record Content(
            Optional<String> name,
            Optional<Long> threshold,
            Optional<String> customerGroup,
            Optional<List<String>> benefits) {
        Tier tier(String code) {
            Problem.Invalid.check(checks -> checks.that(
                            code.matches("[a-z0-9]+(-[a-z0-9]+)*") && code.length() <= 64,
                            "/code",
                            "format",
                            "A code is kebab-case.")
                    .that(
                            name.map(text -> !text.isBlank() && text.length() <= 200)
                                    .orElse(false),
                            "/name",
                            "required",
                            "A name of 1 to 200 characters is needed.")
                    .that(
                            threshold.map(points -> points >= 0).orElse(false),
                            "/threshold",
                            "required",
                            "A threshold of at least 0 points is needed.")
                    .that(
                            benefits.orElse(List.of()).size() <= 20
                                    && benefits.orElse(List.of()).stream()
                                            .allMatch(text -> text != null && text.length() <= 200),
                            "/benefits",
                            "length",
                            "There are at most 20 benefits of at most 200 characters."));
            return new Tier(
                    code, name.orElseThrow(), threshold.orElseThrow(), customerGroup, benefits.orElse(List.of()), 0);
        }
    }

    /** The lowest first. */
    public record All(List<Tier> items) {}

    @GET
    @RequiresScope("loyalty:read")
    public All list() {
        return new All(tiers.all());
    }

    @GET
    @Path("{code}")
    @RequiresScope("loyalty:read")
    public Versioned<Tier> get(@PathParam("code") String code) {
        Tier tier = tiers.find(code).orElseThrow(Tiers::notFound);
        return new Versioned<>(tier, tier.version());
    }

    @PUT
    @Path("{code}")
    public Response put(@PathParam("code") String code, Content content, @Context IfMatch ifMatch) {
        access.requireAllSellerAccounts();
        boolean created = tiers.put(content.tier(code), ifMatch.ifSent());
        return Response.status(created ? Response.Status.CREATED : Response.Status.OK)
                .header(HttpHeaders.LOCATION, created ? "/api/admin/v1/loyalty/tiers/" + code : null)
                .entity(get(code))
                .build();
    }

    @DELETE
    @Path("{code}")
    public void remove(@PathParam("code") String code, @Context IfMatch ifMatch) {
        access.requireAllSellerAccounts();
        tiers.remove(code, ifMatch.required());
    }
}
