package org.clientele.staff.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.clientele.access.RequiresScope;
import org.clientele.rest.IfMatch;
import org.clientele.rest.MergePatch;
import org.clientele.rest.Versioned;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /roles}: named sets of scopes, those of the product and your own. */
@Component(service = RoleResource.class)
@JakartarsResource
@Path("roles")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("staff:write")
public final class RoleResource {
    private final JdbcRoles roles;

    @Activate
    public RoleResource(@Reference JdbcRoles roles) {
        this.roles = roles;
    }

    /** All roles. */
    public record RoleList(List<Role> items) {}

    /** A new role; without a code of its own, its name in small letters is one. */
    public record NewRole(Optional<String> code, String name, Set<String> scopes) {
        public NewRole {
            scopes = scopes == null ? Set.of() : Set.copyOf(scopes);
        }

        String chosenCode() {
            return code.orElseGet(() -> name.strip()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^a-z0-9]+", "-")
                    .replaceAll("^-+|-+$", ""));
        }
    }

    /** What can be changed of one. */
    public record Change(String name, Set<String> scopes) {
        public Change {
            scopes = scopes == null ? Set.of() : Set.copyOf(scopes);
        }
    }

    @GET
    @RequiresScope("staff:read")
    public RoleList list() {
        return new RoleList(roles.all());
    }

    @POST
    public Response create(NewRole body) {
        Role role = roles.create(body.chosenCode(), body.name(), body.scopes());
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/admin/v1/roles/" + role.code())
                .entity(versioned(role))
                .build();
    }

    @GET
    @Path("{code}")
    @RequiresScope("staff:read")
    public Versioned<Role> get(@PathParam("code") String code) {
        return versioned(roles.get(code));
    }

    @PATCH
    @Path("{code}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    public Versioned<Role> change(@PathParam("code") String code, @Context IfMatch ifMatch, MergePatch patch) {
        OptionalLong version = ifMatch.required();
        Role role = roles.get(code);
        ifMatch.require(role.version());
        Change change = patch.applyTo(new Change(role.name(), role.scopes()), Change.class);
        // What the patch was applied to is what it must still be.
        return versioned(roles.change(
                code, version.isPresent() ? version : OptionalLong.of(role.version()), change.name(), change.scopes()));
    }

    @DELETE
    @Path("{code}")
    public void remove(@PathParam("code") String code, @Context IfMatch ifMatch) {
        roles.remove(code, ifMatch.required());
    }

    private static Versioned<Role> versioned(Role role) {
        return new Versioned<>(role, role.version());
    }
}
