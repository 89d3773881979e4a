package org.clientele.checkout.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.access.RequiresScope;
import org.clientele.cart.Cart;
import org.clientele.cart.Schedule;
import org.clientele.cart.internal.ShopperCart;
import org.clientele.customer.Address;
import org.clientele.customer.Addresses;
import org.clientele.customer.Customer;
import org.clientele.rest.StoreResource;
import org.clientele.rest.TellsSecret;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/**
 * {@code /checkout-links} of the store: where a link leads. To look changes nothing, however often, and tells nothing personal: scanners of
 * mails look too.
 */
@Component(service = OpenedLinkResource.class)
@JakartarsResource
@StoreResource
@Path("checkout-links/{token}")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(RequiresScope.PUBLIC)
public final class OpenedLinkResource {
    private final CheckoutLinks links;
    private final CheckoutLinkSettings settings;
    private final Addresses addresses;
    private final Access access;

    @Activate
    public OpenedLinkResource(
            @Reference CheckoutLinks links,
            @Reference CheckoutLinkSettings settings,
            @Reference Addresses addresses,
            @Reference Access access) {
        this.links = links;
        this.settings = settings;
        this.addresses = addresses;
        this.access = access;
    }

    /** What is in the cart; amounts in minor units of its currency. */
    public record Preview(
            CheckoutLink.State state,
            Instant expiresAt,
            Optional<String> shop,
            Optional<String> currency,
            List<PreviewLine> lines,
            long subtotal,
            long discount,
            long shipping,
            long tax,
            long total) {}

    /** A line of it. */
    public record PreviewLine(
            String sku,
            Optional<String> name,
            long quantity,
            long unitPrice,
            long discount,
            long total,
            Schedule schedule,
            boolean available) {}

    @GET
    public Preview look(@PathParam("token") String token) {
        CheckoutLink link = links.active(token);
        Cart cart = links.cart(link);
        return new Preview(
                link.state(),
                link.expiresAt(),
                settings.shop(),
                cart.currency(),
                cart.lines().stream()
                        .map(line -> new PreviewLine(
                                line.sku(),
                                line.name(),
                                line.quantity(),
                                line.unitPrice(),
                                line.discount(),
                                line.total(),
                                line.schedule(),
                                line.available()))
                        .toList(),
                cart.subtotal(),
                cart.discount(),
                cart.shipping(),
                cart.tax(),
                cart.total());
    }

    /**
     * The way into the cart.
     *
     * @param token of the session, to be sent as {@code Authorization: Bearer}
     * @param customer what a form is filled with; null for a guest's cart
     */
    public record Opened(String token, Instant expiresAt, ShopperCart cart, Optional<Prefilled> customer) {}

    /** What is known of the customer. */
    public record Prefilled(
            UUID id,
            Optional<String> salutation,
            Optional<String> firstName,
            Optional<String> lastName,
            Optional<String> email,
            Optional<String> phone,
            Optional<String> company,
            Optional<String> locale,
            List<KnownAddress> addresses) {}

    /** An address of the customer. */
    public record KnownAddress(
            UUID id,
            Optional<String> salutation,
            Optional<String> firstName,
            Optional<String> lastName,
            Optional<String> company,
            Optional<String> line1,
            Optional<String> line2,
            Optional<String> line3,
            Optional<String> city,
            Optional<String> province,
            Optional<String> postalCode,
            Optional<String> country,
            Optional<String> phone,
            boolean defaultBilling,
            boolean defaultShipping) {
        static KnownAddress of(Address address) {
            Address.Content content = address.content();
            return new KnownAddress(
                    address.id(),
                    content.salutation(),
                    content.firstName(),
                    content.lastName(),
                    content.company(),
                    content.line1(),
                    content.line2(),
                    content.line3(),
                    content.city(),
                    content.province(),
                    content.postalCode(),
                    content.country(),
                    content.phone(),
                    address.defaultBilling(),
                    address.defaultShipping());
        }
    }

    @POST
    @TellsSecret
    @Path("redeem")
    public Opened redeem(@PathParam("token") String token) {
        CheckoutLinks.Redeemed redeemed = links.redeem(token);
        return new Opened(
                redeemed.session().token(),
                redeemed.session().expiresAt(),
                ShopperCart.of(redeemed.cart()),
                redeemed.customer().map(this::prefilled));
    }

    private Prefilled prefilled(Customer customer) {
        return new Prefilled(
                customer.id(),
                customer.salutation(),
                customer.firstName(),
                customer.lastName(),
                customer.email(),
                customer.phone(),
                customer.company(),
                customer.locale(),
                access.call(Caller.system("cart"), () -> addresses.of(customer.id())).stream()
                        .map(KnownAddress::of)
                        .toList());
    }
}
