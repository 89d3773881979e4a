package org.clientele.staff.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.account.internal.AccountSettings;
import org.clientele.rest.OutsideTransaction;
import org.clientele.rest.SessionCookie;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /login}: begins a session of a staff user, which the browser keeps in a cookie. */
@Component(service = StaffLoginResource.class)
@JakartarsResource
@Path("login")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope(RequiresScope.PUBLIC)
public final class StaffLoginResource {
    private final StaffLogins logins;
    private final AccountSettings settings;

    @Activate
    public StaffLoginResource(@Reference StaffLogins logins, @Reference AccountSettings settings) {
        this.logins = logins;
        this.settings = settings;
    }

    /** What somebody knows. */
    public record Secret(Optional<String> email, Optional<String> password) {}

    /**
     * Who has come in.
     *
     * @param csrfToken what changes in this session send back
     * @param expiresAt when the session ends at the latest
     */
    public record Opened(UUID id, String name, String csrfToken, Instant expiresAt) {}

    @POST
    @OutsideTransaction
    public Response login(Secret secret, @Context HttpServletRequest request) {
        SessionCookie.requireSameOrigin(request);
        Problem.Invalid.check(
                checks -> checks.that(secret.email().isPresent(), "/email", "required", "An e-mail address is needed.")
                        .that(secret.password().isPresent(), "/password", "required", "A password is needed."));
        StaffLogins.LoggedIn in = logins.login(
                secret.email().orElseThrow(),
                secret.password().orElseThrow(),
                settings.client(request),
                SessionCookie.token(request));
        String token = in.session().token();
        return Response.ok(new Opened(
                        in.user().id(),
                        in.user().name(),
                        SessionCookie.csrfToken(token),
                        in.session().expiresAt()))
                .header(
                        HttpHeaders.SET_COOKIE,
                        SessionCookie.header(request, token, in.session().life().toSeconds()))
                .build();
    }
}
