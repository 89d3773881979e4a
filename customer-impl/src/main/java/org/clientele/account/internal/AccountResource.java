package org.clientele.account.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.account.Accounts;
import org.clientele.account.Diagnosis;
import org.clientele.account.Session;
import org.clientele.customer.internal.CustomerDetail;
import org.clientele.rest.TellsPersons;
import org.clientele.rest.Versioned;
import org.clientele.search.internal.JdbcCustomerSearch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /customers/{id}}: the account of a customer. */
@Component(service = AccountResource.class)
@JakartarsResource
@Path("customers/{id: [0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@TellsPersons
@RequiresScope("customers:write")
public final class AccountResource {
    private final Accounts accounts;
    private final CustomerDetail detail;

    @Activate
    public AccountResource(@Reference Accounts accounts, @Reference JdbcCustomerSearch search) {
        this.accounts = accounts;
        this.detail = new CustomerDetail(search);
    }

    @POST
    @Path("verification-mail")
    public Response sendVerification(@PathParam("id") UUID id) {
        accounts.sendVerification(id);
        return Response.accepted().build();
    }

    @POST
    @Path("password-mail")
    public Response sendPassword(@PathParam("id") UUID id) {
        accounts.sendPassword(id);
        return Response.accepted().build();
    }

    @POST
    @Path("verify")
    @RequiresScope("customers:verify")
    public Versioned<byte[]> verify(@PathParam("id") UUID id) {
        accounts.verify(id);
        return detail.of(id);
    }

    /** Where to. */
    public record Move(Optional<String> email) {}

    @POST
    @Path("email-change")
    public Response changeEmail(@PathParam("id") UUID id, Move move) {
        accounts.requestEmailChange(
                id,
                move.email()
                        .orElseThrow(() -> Problem.Invalid.at("/email", "required", "An e-mail address is needed.")));
        return Response.accepted().build();
    }

    /** Which mails go out; the one that proves the address does without saying so. */
    public record Opening(
            Optional<Boolean> sendVerificationMail, Optional<Boolean> welcomeMail, Optional<Boolean> sendPasswordMail) {
        Accounts.Mails mails() {
            return new Accounts.Mails(
                    sendVerificationMail.orElse(true), welcomeMail.orElse(false), sendPasswordMail.orElse(false));
        }
    }

    /** Makes an account of a guest. */
    @POST
    @Path("account")
    public Versioned<byte[]> open(@PathParam("id") UUID id, Opening opening) {
        accounts.open(id, opening.mails());
        return detail.of(id);
    }

    @GET
    @Path("login-diagnosis")
    @RequiresScope("customers:read")
    public Diagnosis diagnose(@PathParam("id") UUID id) {
        return accounts.diagnose(id);
    }

    /** All that are open. */
    public record SessionList(List<Session> items) {}

    @GET
    @Path("sessions")
    @RequiresScope("customers:read")
    public SessionList sessions(@PathParam("id") UUID id) {
        return new SessionList(accounts.sessions(id));
    }

    @DELETE
    @Path("sessions")
    public void endSessions(@PathParam("id") UUID id) {
        accounts.endSessions(id);
    }
}
