package org.clientele.rest.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.access.Grant;
import org.clientele.access.Identity;
import org.clientele.access.RequiresScope;
import org.clientele.rest.SessionCookie;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /session}: who is calling. */
@Component(service = SessionResource.class)
@JakartarsResource
@Path("session")
public final class SessionResource {
    private final Access access;

    @Activate
    public SessionResource(@Reference Access access) {
        this.access = access;
    }

    @GET
    @RequiresScope(RequiresScope.ANY_CALLER)
    public Session session(@Context HttpServletRequest request) {
        Caller caller = access.caller();
        Call call = Call.of(request);
        return new Session(
                caller.id(),
                caller.name(),
                new TreeSet<>(caller.scopes()),
                caller.sellerAccounts().map(TreeSet::new),
                call == null ? List.of() : call.identity().map(Identity::grants).orElse(List.of()),
                call == null ? Optional.empty() : call.session().map(SessionCookie::csrfToken));
    }

    /**
     * @param scopes those that are held in all of the seller accounts
     * @param sellerAccounts whose customers the caller sees; null means all
     * @param grants what is held where
     * @param csrfToken what changes in the session of a browser send back
     */
    public record Session(
            String id,
            String name,
            SortedSet<String> scopes,
            Optional<SortedSet<String>> sellerAccounts,
            List<Grant> grants,
            Optional<String> csrfToken) {}
}
