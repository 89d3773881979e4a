package org.clientele.account.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.clientele.access.Caller;
import org.clientele.access.RequiresScope;
import org.clientele.account.Logins;
import org.clientele.rest.StoreResource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /logout}: ends the session of the request. */
@Component(service = LogoutResource.class)
@JakartarsResource
@StoreResource
@Path("logout")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(Caller.ME_USE)
public final class LogoutResource {
    private final Logins logins;

    @Activate
    public LogoutResource(@Reference Logins logins) {
        this.logins = logins;
    }

    @POST
    public void logout(@Context HttpServletRequest request) {
        logins.logout(Shopper.token(request));
    }
}
