package org.clientele.rest.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.access.RequiresScope;
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
    public Session session() {
        Caller caller = access.caller();
        return new Session(
                caller.id(),
                caller.name(),
                new TreeSet<>(caller.scopes()),
                caller.sellerAccounts().map(TreeSet::new));
    }

    /** @param sellerAccounts whose customers the caller sees; null means all */
    public record Session(
            String id, String name, SortedSet<String> scopes, Optional<SortedSet<String>> sellerAccounts) {}
}
