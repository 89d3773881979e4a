package org.clientele.checkout.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.rest.NumberedPage;
import org.clientele.rest.TellsSecret;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /carts/{id}/checkout-links}: by which a customer comes to the cart, for those who serve the customer. */
@Component(service = CheckoutLinkResource.class)
@JakartarsResource
@Path("carts/{id}/checkout-links")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("carts:read")
public final class CheckoutLinkResource {
    private static final Duration USUAL = Duration.ofHours(72);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int MOST_USES = 100;

    private final CheckoutLinks links;
    private final CheckoutLinkSettings settings;

    @Activate
    public CheckoutLinkResource(@Reference CheckoutLinks links, @Reference CheckoutLinkSettings settings) {
        this.links = links;
        this.settings = settings;
    }

    /** A new link; everything may be absent. */
    public record NewLink(Optional<String> expiresIn, Optional<Integer> uses, Optional<Boolean> sendMail) {}

    /**
     * A link that was just made.
     *
     * @param token told this once, as is the address that holds it
     */
    public record MadeLink(
            UUID id,
            String token,
            String url,
            CheckoutLink.State state,
            Instant expiresAt,
            int uses,
            int used,
            Instant createdAt,
            String createdBy) {}

    /** A link. */
    public record Link(
            UUID id,
            CheckoutLink.State state,
            Instant expiresAt,
            int uses,
            int used,
            Instant createdAt,
            String createdBy) {
        static Link of(CheckoutLink link) {
            return new Link(
                    link.id(),
                    link.state(),
                    link.expiresAt(),
                    link.uses(),
                    link.used(),
                    link.createdAt(),
                    link.createdBy());
        }
    }

    @POST
    @TellsSecret
    @RequiresScope("carts:assist")
    public Response make(@PathParam("id") UUID cart, NewLink body) {
        CheckoutLinks.Made made = links.make(cart, request(body));
        CheckoutLink link = made.link();
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/admin/v1/carts/" + cart + "/checkout-links/" + link.id())
                .entity(new MadeLink(
                        link.id(),
                        made.token(),
                        settings.link(made.token()),
                        link.state(),
                        link.expiresAt(),
                        link.uses(),
                        link.used(),
                        link.createdAt(),
                        link.createdBy()))
                .build();
    }

    private static CheckoutLinks.Request request(NewLink body) {
        Optional<Duration> life = body.expiresIn().map(CheckoutLinkResource::duration);
        int uses = body.uses().orElse(1);
        Problem.Invalid.check(checks -> checks.that(
                        life.map(asked -> asked.compareTo(SHORTEST) >= 0 && asked.compareTo(LONGEST) <= 0)
                                .orElse(true),
                        "/expiresIn",
                        "range",
                        "This must be PT1M to P30D.")
                .that(uses >= 1 && uses <= MOST_USES, "/uses", "range", "This must be 1 to " + MOST_USES + "."));
        return new CheckoutLinks.Request(
                life.orElse(USUAL), uses, body.sendMail().orElse(false));
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException | ArithmeticException e) {
            throw Problem.Invalid.at("/expiresIn", "format", "This must be a duration such as PT72H.");
        }
    }

    @GET
    public NumberedPage<Link> list(
            @PathParam("id") UUID cart,
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        String link = "/api/admin/v1/carts/" + cart + "/checkout-links?";
        return NumberedPage.of(links.list(cart, asked), asked, link, Link::of);
    }

    @GET
    @Path("{linkId}")
    public Link get(@PathParam("id") UUID cart, @PathParam("linkId") UUID link) {
        return Link.of(links.get(cart, link));
    }

    @DELETE
    @Path("{linkId}")
    @RequiresScope("carts:assist")
    public void revoke(@PathParam("id") UUID cart, @PathParam("linkId") UUID link) {
        links.revoke(cart, link);
    }
}
