package org.clientele.checkout.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.rest.SessionCookie;
import org.clientele.rest.TellsSecret;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /carts/{id}/agent-checkout}: a session in the storefront, in the persona of the customer. */
@Component(service = AgentCheckoutResource.class)
@JakartarsResource
@Path("carts/{id}/agent-checkout")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("carts:assist")
public final class AgentCheckoutResource {
    private final AgentCheckout checkout;
    private final CheckoutLinkSettings settings;

    @Activate
    public AgentCheckoutResource(@Reference AgentCheckout checkout, @Reference CheckoutLinkSettings settings) {
        this.checkout = checkout;
        this.settings = settings;
    }

    /** @param customerIp where the customer is */
    public record Beginning(Optional<String> customerIp) {}

    /**
     * The way into the storefront.
     *
     * @param url of the page of the storefront that takes the session
     */
    public record Begun(String token, String url, Instant expiresAt) {}

    @POST
    @TellsSecret
    public Response begin(@PathParam("id") UUID cart, Beginning body, @Context HttpServletRequest request) {
        String given = body.customerIp()
                .orElseThrow(() ->
                        Problem.Invalid.at("/customerIp", "required", "The IP address of the customer is needed."));
        String ip = IpAddress.canonical(given)
                .orElseThrow(
                        () -> Problem.Invalid.at("/customerIp", "format", "This must be an IPv4 or IPv6 address."));
        CartSessions.Begun begun = checkout.begin(cart, ip, SessionCookie.token(request));
        return Response.status(Response.Status.CREATED)
                .entity(new Begun(begun.token(), settings.agentLink(begun.token()), begun.expiresAt()))
                .build();
    }
}
