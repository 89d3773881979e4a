package org.clientele.account.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clientele.access.Caller;
import org.clientele.access.RequiresScope;
import org.clientele.account.Logins;
import org.clientele.customer.Address;
import org.clientele.customer.Customer;
import org.clientele.rest.StoreResource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /register}: a new account. Never tells whether there was one. */
@Component(service = RegistrationResource.class)
@JakartarsResource
@StoreResource
@Path("register")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope(Caller.STORE_USE)
public final class RegistrationResource {
    private final Logins logins;
    private final AccountSettings settings;

    @Activate
    public RegistrationResource(@Reference Logins logins, @Reference AccountSettings settings) {
        this.logins = logins;
        this.settings = settings;
    }

    /**
     * What a shopper tells of a new account.
     *
     * @param password without it the storefront's reset flow sets one
     */
    public record NewAccount(
            Optional<String> email,
            Optional<String> password,
            Optional<String> salutation,
            Optional<String> firstName,
            Optional<String> lastName,
            Optional<String> phone,
            Optional<String> gender,
            Optional<LocalDate> dateOfBirth,
            Optional<String> company,
            Optional<String> locale,
            Optional<String> timeZone,
            Optional<Boolean> newsletter,
            Optional<List<Address.Content>> addresses) {
        Customer.Registration registration() {
            return new Customer.Registration(
                    email,
                    salutation,
                    firstName,
                    lastName,
                    phone,
                    gender,
                    dateOfBirth,
                    company,
                    locale,
                    timeZone,
                    Optional.empty(),
                    true,
                    newsletter.orElse(false),
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    List.of(),
                    addresses.orElse(List.of()),
                    Map.of());
        }
    }

    /** Taken; what follows comes by mail. */
    public record Accepted(String status) {
        static final Accepted MAILED = new Accepted("accepted");
    }

    @POST
    public Response register(NewAccount account, @Context HttpServletRequest request) {
        logins.register(account.registration(), account.password(), settings.client(request));
        return Response.accepted(Accepted.MAILED).build();
    }
}
