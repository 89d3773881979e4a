package org.clientele.account.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.access.RequiresScope;
import org.clientele.account.Logins;
import org.clientele.rest.StoreResource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /password-reset}: mails a link to set a password, if there is an account; does not tell. */
@Component(service = PasswordResetResource.class)
@JakartarsResource
@StoreResource
@Path("password-reset")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope(Caller.STORE_USE)
public final class PasswordResetResource {
    private final Logins logins;
    private final AccountSettings settings;

    @Activate
    public PasswordResetResource(@Reference Logins logins, @Reference AccountSettings settings) {
        this.logins = logins;
        this.settings = settings;
    }

    /** Whose password. */
    public record Forgotten(Optional<String> email) {}

    @POST
    public Response request(Forgotten forgotten, @Context HttpServletRequest request) {
        String email = forgotten
                .email()
                .orElseThrow(() -> Problem.Invalid.at("/email", "required", "An e-mail address is needed."));
        logins.requestPassword(email, settings.client(request));
        return Response.accepted(RegistrationResource.Accepted.MAILED).build();
    }
}
