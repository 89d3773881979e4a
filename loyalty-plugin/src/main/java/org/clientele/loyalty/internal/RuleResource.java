package org.clientele.loyalty.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.rest.IfMatch;
import org.clientele.rest.Versioned;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /loyalty/rules}: how orders earn points. */
@Component(service = RuleResource.class)
@JakartarsResource
@Path("loyalty/rules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("loyalty:write")
public final class RuleResource {
    private final Rules rules;
    private final Access access;

    @Activate
    public RuleResource(@Reference Rules rules, @Reference Access access) {
        this.rules = rules;
        this.access = access;
    }

    /** A rule as it is sent. */
    public record Content(Optional<String> name, Optional<Rule> rule) {
        void check() {
            Problem.Invalid.check(checks -> checks.that(
                            name.map(text -> !text.isBlank() && text.length() <= 200)
                                    .orElse(false),
                            "/name",
                            "required",
                            "A name of 1 to 200 characters is needed.")
                    .that(rule.isPresent(), "/rule", "required", "A rule is needed."));
            rule.orElseThrow().check("/rule");
        }
    }

    /** All that are valid. */
    public record All(List<Rules.Named> items) {}

    @GET
    @RequiresScope("loyalty:read")
    public All list() {
        return new All(rules.all());
    }

    @POST
    public Response create(Content content) {
        access.requireAllSellerAccounts();
        content.check();
        Rules.Named made =
                rules.create(content.name().orElseThrow(), content.rule().orElseThrow());
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/admin/v1/loyalty/rules/" + made.id())
                .entity(versioned(made))
                .build();
    }

    @GET
    @Path("{id}")
    @RequiresScope("loyalty:read")
    public Versioned<Rules.Named> get(@PathParam("id") UUID id) {
        return versioned(rules.find(id).orElseThrow(Rules::notFound));
    }

    /** Orders that have earned points keep their rules; those that come have the new one. */
    @PUT
    @Path("{id}")
    public Versioned<Rules.Named> change(@PathParam("id") UUID id, Content content, @Context IfMatch ifMatch) {
        access.requireAllSellerAccounts();
        content.check();
        return versioned(rules.change(
                id,
                ifMatch.ifSent(),
                content.name().orElseThrow(),
                content.rule().orElseThrow()));
    }

    @DELETE
    @Path("{id}")
    public void remove(@PathParam("id") UUID id, @Context IfMatch ifMatch) {
        access.requireAllSellerAccounts();
        rules.remove(id, ifMatch.required());
    }

    private static Versioned<Rules.Named> versioned(Rules.Named rule) {
        return new Versioned<>(rule, rule.version());
    }
}
