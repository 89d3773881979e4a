package org.clientele.loyalty.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
import java.util.UUID;
import org.clientele.Money;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.rest.IfMatch;
import org.clientele.rest.Versioned;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /loyalty/rewards}: what points are redeemed for. One that is no longer wanted is made inactive. */
@Component(service = RewardResource.class)
@JakartarsResource
@Path("loyalty/rewards")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("loyalty:write")
public final class RewardResource {
    private static final long MOST = 1_000_000_000L;

    private final Rewards rewards;
    private final Access access;

    @Activate
    public RewardResource(@Reference Rewards rewards, @Reference Access access) {
        this.rewards = rewards;
        this.access = access;
    }

    /** A reward as it is sent. */
    public record Content(
            Optional<String> name, Optional<Long> points, Optional<Money> value, Optional<Boolean> active) {
        void check() {
            Problem.Invalid.check(checks -> checks.that(
                            name.map(text -> !text.isBlank() && text.length() <= 200)
                                    .orElse(false),
                            "/name",
                            "required",
                            "A name of 1 to 200 characters is needed.")
                    .that(points.map(RewardResource::isAmount).orElse(false), "/points", "range", "It costs points.")
                    .that(
                            value.map(money -> isAmount(money.amount())).orElse(false),
                            "/value",
                            "range",
                            "It is worth something."));
        }
    }

    private static boolean isAmount(long number) {
        return number >= 1 && number <= MOST;
    }

    /** The cheapest first. */
    public record All(List<Reward> items) {}

    @GET
    @RequiresScope("loyalty:read")
    public All list() {
        return new All(rewards.all());
    }

    @POST
    public Response create(Content content) {
        access.requireAllSellerAccounts();
        content.check();
        Reward made = rewards.create(
                content.name().orElseThrow(),
                content.points().orElseThrow(),
                content.value().orElseThrow(),
                content.active().orElse(true));
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/admin/v1/loyalty/rewards/" + made.id())
                .entity(versioned(made))
                .build();
    }

    @GET
    @Path("{id}")
    @RequiresScope("loyalty:read")
    public Versioned<Reward> get(@PathParam("id") UUID id) {
        return versioned(rewards.find(id).orElseThrow(Rewards::notFound));
    }

    @PUT
    @Path("{id}")
    public Versioned<Reward> change(@PathParam("id") UUID id, Content content, @Context IfMatch ifMatch) {
        access.requireAllSellerAccounts();
        content.check();
        return versioned(rewards.change(
                id,
                ifMatch.ifSent(),
                content.name().orElseThrow(),
                content.points().orElseThrow(),
                content.value().orElseThrow(),
                content.active().orElse(true)));
    }

    private static Versioned<Reward> versioned(Reward reward) {
        return new Versioned<>(reward, reward.version());
    }
}
