package org.clientele.account.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.access.RequiresScope;
import org.clientele.account.Login;
import org.clientele.account.Logins;
import org.clientele.rest.StoreResource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /login}: begins a session. */
@Component(service = LoginResource.class)
@JakartarsResource
@StoreResource
@Path("login")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope(Caller.STORE_USE)
public final class LoginResource {
    private final Logins logins;
    private final AccountSettings settings;

    @Activate
    public LoginResource(@Reference Logins logins, @Reference AccountSettings settings) {
        this.logins = logins;
        this.settings = settings;
    }

    /** What a shopper knows. */
    public record Secret(Optional<String> email, Optional<String> password) {}

    /** @param expiresAt when the session ends at the latest */
    public record Opened(String token, Instant expiresAt, Me customer) {}

    @POST
    public Opened login(Secret secret, @Context HttpServletRequest request) {
        Problem.Invalid.check(
                checks -> checks.that(secret.email().isPresent(), "/email", "required", "An e-mail address is needed.")
                        .that(secret.password().isPresent(), "/password", "required", "A password is needed."));
        Login login =
                logins.login(secret.email().orElseThrow(), secret.password().orElseThrow(), settings.client(request));
        return new Opened(login.token(), login.expiresAt(), Me.of(login.customer()));
    }
}
