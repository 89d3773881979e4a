package org.clientele.account.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.access.RequiresScope;
import org.clientele.account.Logins;
import org.clientele.customer.Customer;
import org.clientele.customer.Customers;
import org.clientele.customer.internal.JpaCustomers;
import org.clientele.customer.internal.ReadOnly;
import org.clientele.rest.IfMatch;
import org.clientele.rest.MergePatch;
import org.clientele.rest.StoreResource;
import org.clientele.rest.Versioned;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /me}: the shopper. */
@Component(service = MeResource.class)
@JakartarsResource
@StoreResource
@Path("me")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope(Caller.ME_USE)
public final class MeResource {
    private final Customers customers;
    private final Logins logins;
    private final Access access;
    private final AccountSettings settings;

    @Activate
    public MeResource(
            @Reference Customers customers,
            @Reference Logins logins,
            @Reference Access access,
            @Reference AccountSettings settings) {
        this.customers = customers;
        this.logins = logins;
        this.access = access;
        this.settings = settings;
    }

    @GET
    public Versioned<Me> get() {
        Customer customer = customer();
        return new Versioned<>(Me.of(customer), customer.version());
    }

    @PATCH
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    public Versioned<Me> change(@Context IfMatch ifMatch, MergePatch patch) {
        ifMatch.required();
        ReadOnly.refuse(patch);
        Customer customer = customer();
        ifMatch.require(customer.version());
        Me.Editable edited = patch.applyTo(Me.Editable.of(customer), Me.Editable.class);
        Customer changed = customers.change(customer.id(), ifMatch.required(), edited.within(customer.profile()));
        return new Versioned<>(Me.of(changed), changed.version());
    }

    /** A new address, and the password to show who asks. */
    public record Move(Optional<String> email, Optional<String> password) {}

    @POST
    @Path("email-change")
    public Response changeEmail(Move move, @Context HttpServletRequest request) {
        Problem.Invalid.check(
                checks -> checks.that(move.email().isPresent(), "/email", "required", "An e-mail address is needed.")
                        .that(move.password().isPresent(), "/password", "required", "The password is needed."));
        logins.requestEmailChange(
                Shopper.id(access),
                move.email().orElseThrow(),
                move.password().orElseThrow(),
                settings.client(request));
        return Response.accepted(RegistrationResource.Accepted.MAILED).build();
    }

    private Customer customer() {
        return customers.find(Shopper.id(access)).orElseThrow(JpaCustomers::notFound);
    }
}
