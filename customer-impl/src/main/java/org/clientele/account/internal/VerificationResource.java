package org.clientele.account.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.clientele.access.RequiresScope;
import org.clientele.account.Logins;
import org.clientele.rest.StoreResource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /verify}: proves an e-mail address. The token is the credential; only {@code POST} uses it. */
@Component(service = VerificationResource.class)
@JakartarsResource
@StoreResource
@Path("verify")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope(RequiresScope.PUBLIC)
public final class VerificationResource {
    private final Logins logins;

    @Activate
    public VerificationResource(@Reference Logins logins) {
        this.logins = logins;
    }

    @POST
    public Me verify(Token token) {
        return Me.of(logins.verify(token.required()));
    }
}
