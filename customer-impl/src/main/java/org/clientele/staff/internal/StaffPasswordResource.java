package org.clientele.staff.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.account.internal.AccountSettings;
import org.clientele.rest.OutsideTransaction;
import org.clientele.rest.SessionCookie;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /password}: a new password for a staff user, with a mailed token or, logged in, with the present one. */
@Component(service = StaffPasswordResource.class)
@JakartarsResource
@Path("password")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class StaffPasswordResource {
    private final StaffLogins logins;
    private final Access access;
    private final AccountSettings settings;

    @Activate
    public StaffPasswordResource(
            @Reference StaffLogins logins, @Reference Access access, @Reference AccountSettings settings) {
        this.logins = logins;
        this.access = access;
        this.settings = settings;
    }

    /** With the token of a mail. */
    public record Chosen(Optional<String> token, Optional<String> password) {}

    /** With the present one. */
    public record Changed(Optional<String> currentPassword, Optional<String> password) {}

    @POST
    @OutsideTransaction
    @RequiresScope(RequiresScope.PUBLIC)
    public void choose(Chosen chosen) {
        Problem.Invalid.check(checks -> checks.that(
                        chosen.token().isPresent(), "/token", "required", "The token of the mail is needed.")
                .that(chosen.password().isPresent(), "/password", "required", "A password is needed."));
        logins.setPassword(chosen.token().orElseThrow(), chosen.password().orElseThrow());
    }

    @PUT
    @OutsideTransaction
    @RequiresScope(RequiresScope.ANY_CALLER)
    public void change(Changed changed, @Context HttpServletRequest request) {
        Problem.Invalid.check(checks -> checks.that(
                        changed.currentPassword().isPresent(),
                        "/currentPassword",
                        "required",
                        "The present password is needed.")
                .that(changed.password().isPresent(), "/password", "required", "A password is needed."));
        String caller = access.caller().id();
        if (!caller.startsWith("staff:")) {
            throw new Problem.Forbidden("no-staff-user", "Only staff users have passwords.");
        }
        logins.changePassword(
                UUID.fromString(caller.substring("staff:".length())),
                changed.currentPassword().orElseThrow(),
                changed.password().orElseThrow(),
                SessionCookie.token(request),
                settings.client(request));
    }
}
