package org.clientele.staff.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.clientele.access.RequiresScope;
import org.clientele.rest.SessionCookie;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /logout}: ends the session of the request. */
@Component(service = StaffLogoutResource.class)
@JakartarsResource
@Path("logout")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(RequiresScope.ANY_CALLER)
public final class StaffLogoutResource {
    private final StaffLogins logins;

    @Activate
    public StaffLogoutResource(@Reference StaffLogins logins) {
        this.logins = logins;
    }

    @POST
    public Response logout(@Context HttpServletRequest request) {
        SessionCookie.token(request).ifPresent(logins::logout);
        return Response.noContent()
                .header(HttpHeaders.SET_COOKIE, SessionCookie.header(request, "", 0))
                .build();
    }
}
