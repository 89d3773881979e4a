package org.clientele.account.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.account.Logins;
import org.clientele.rest.StoreResource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /password}: a new password, with a mailed token or, logged in, with the present one. */
@Component(service = PasswordResource.class)
@JakartarsResource
@StoreResource
@Path("password")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope(RequiresScope.PUBLIC)
public final class PasswordResource {
    private final Logins logins;
    private final Access access;
    private final AccountSettings settings;

    @Activate
    public PasswordResource(@Reference Logins logins, @Reference Access access, @Reference AccountSettings settings) {
        this.logins = logins;
        this.access = access;
        this.settings = settings;
    }

    /** Either {@code token} or {@code currentPassword}, and the new password. */
    public record NewPassword(Optional<String> token, Optional<String> currentPassword, Optional<String> password) {}

    @POST
    public void set(NewPassword wanted, @Context HttpServletRequest request) {
        Problem.Invalid.check(checks -> checks.that(
                        wanted.password().isPresent(), "/password", "required", "A password is needed.")
                .that(
                        wanted.token().isPresent() != wanted.currentPassword().isPresent(),
                        "/token",
                        "required",
                        "Either a token or the current password is needed."));
        String password = wanted.password().orElseThrow();
        if (wanted.token().isPresent()) {
            logins.setPassword(wanted.token().get(), password);
        } else {
            logins.changePassword(
                    Shopper.id(access),
                    wanted.currentPassword().orElseThrow(),
                    password,
                    Shopper.token(request),
                    settings.client(request));
        }
    }
}
