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

/** {@code /email-change}: makes a new address the customer's. The token is the credential; only {@code POST} uses it. */
@Component(service = EmailChangeResource.class)
@JakartarsResource
@StoreResource
@Path("email-change")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope(RequiresScope.PUBLIC)
public final class EmailChangeResource {
    private final Logins logins;

    @Activate
    public EmailChangeResource(@Reference Logins logins) {
        this.logins = logins;
    }

    @POST
    public Me change(Token token) {
        return Me.of(logins.changeEmail(token.required()));
    }
}
