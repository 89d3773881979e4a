package org.clientele.staff.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.clientele.access.RequiresScope;
import org.clientele.rest.IfMatch;
import org.clientele.rest.MergePatch;
import org.clientele.rest.Versioned;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /staff}: who works here. */
@Component(service = StaffResource.class)
@JakartarsResource
@Path("staff")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("staff:write")
public final class StaffResource {
    private final JdbcStaff staff;

    @Activate
    public StaffResource(@Reference JdbcStaff staff) {
        this.staff = staff;
    }

    /** Those who have to do with the caller's seller accounts, by name. */
    public record StaffList(List<StaffUser> items) {}

    /** Somebody new, who is mailed a link to set a password. */
    public record NewStaffUser(String email, String name, Optional<String> locale, List<Granted> grants) {
        public NewStaffUser {
            grants = grants == null ? List.of() : List.copyOf(grants);
        }
    }

    /** All grants within the caller's seller accounts. */
    public record Grants(List<Granted> grants) {
        public Grants {
            grants = grants == null ? List.of() : List.copyOf(grants);
        }
    }

    /**
     * One grant for somebody.
     *
     * @param user an e-mail address, or the name of somebody who is there
     * @param name of somebody who is not there yet
     */
    public record Share(
            String user,
            Optional<String> name,
            Optional<String> role,
            Map<String, Boolean> actions,
            Optional<Set<String>> sellerAccounts) {
        public Share {
            actions = actions == null ? Map.of() : Map.copyOf(actions);
        }
    }

    @GET
    @RequiresScope("staff:read")
    public StaffList list() {
        return new StaffList(staff.list());
    }

    @POST
    public Response invite(NewStaffUser body) {
        StaffUser user =
                staff.invite(new JdbcStaff.Invitation(body.email(), body.name(), body.locale(), body.grants()));
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/admin/v1/staff/" + user.id())
                .entity(versioned(user))
                .build();
    }

    @POST
    @Path("share")
    public Versioned<StaffUser> share(Share body) {
        return versioned(
                staff.share(body.user(), body.name(), new Granted(body.role(), body.actions(), body.sellerAccounts())));
    }

    @GET
    @Path("{id}")
    @RequiresScope("staff:read")
    public Versioned<StaffUser> get(@PathParam("id") UUID id) {
        return versioned(staff.get(id));
    }

    @PATCH
    @Path("{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    public Versioned<StaffUser> change(@PathParam("id") UUID id, @Context IfMatch ifMatch, MergePatch patch) {
        OptionalLong version = ifMatch.required();
        StaffUser user = staff.get(id);
        ifMatch.require(user.version());
        JdbcStaff.Profile profile =
                patch.applyTo(new JdbcStaff.Profile(user.email(), user.name(), user.locale()), JdbcStaff.Profile.class);
        // What the patch was applied to is what it must still be.
        return versioned(staff.change(id, version.isPresent() ? version : OptionalLong.of(user.version()), profile));
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") UUID id, @Context IfMatch ifMatch) {
        staff.delete(id, ifMatch.required());
    }

    @PUT
    @Path("{id}/grants")
    public Versioned<StaffUser> grant(@PathParam("id") UUID id, @Context IfMatch ifMatch, Grants body) {
        return versioned(staff.grant(id, ifMatch.ifSent(), body.grants()));
    }

    @POST
    @Path("{id}/activate")
    public Versioned<StaffUser> activate(@PathParam("id") UUID id) {
        return versioned(staff.activate(id));
    }

    /** Ends all sessions at once. */
    @POST
    @Path("{id}/deactivate")
    public Versioned<StaffUser> deactivate(@PathParam("id") UUID id) {
        return versioned(staff.deactivate(id));
    }

    /** Mails a link to set a password. */
    @POST
    @Path("{id}/password-mail")
    public Response password(@PathParam("id") UUID id) {
        staff.sendPassword(id);
        return Response.accepted(Map.of("state", "mailed")).build();
    }

    private static Versioned<StaffUser> versioned(StaffUser user) {
        return new Versioned<>(user, user.version());
    }
}
