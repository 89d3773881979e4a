package org.clientele.itests.plugins.bad;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.clientele.access.RequiresScope;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** In the segment of another bundle, and one method has no scope. */
@Component(service = BadPaths.class)
@JakartarsResource
@Path("customers")
public final class BadPaths {
    @GET
    public String everything() {
        return "\"all yours\"";
    }

    @GET
    @Path("bad")
    @RequiresScope("customers:read")
    public String something() {
        return "\"some\"";
    }
}
