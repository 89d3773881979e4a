package org.clientele.mail.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.mail.Mail;
import org.clientele.mail.internal.OutboxRows.Selection;
import org.clientele.persistence.Transactions;
import org.clientele.rest.NumberedPage;
import org.clientele.rest.TellsPersons;
import org.clientele.rest.Versioned;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /outbox}: mails that wait, were sent or given up. Until a mail is sent it shows links that are credentials. */
@Component(service = OutboxResource.class)
@JakartarsResource
@Path("outbox")
@Produces(MediaType.APPLICATION_JSON)
@TellsPersons
@RequiresScope("outbox:read")
public final class OutboxResource {
    private final Transactions transactions;
    private final Access access;
    private final OutboxSender sender;

    @Activate
    public OutboxResource(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference OutboxSender sender) {
        this.transactions = transactions;
        this.access = access;
        this.sender = sender;
    }

    /** Newest first. */
    @GET
    public NumberedPage<OutboxItem> list(
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size,
            @QueryParam("state") @Nullable String state,
            @QueryParam("customerId") @Nullable String customer,
            @QueryParam("to") @Nullable String to,
            @QueryParam("template") @Nullable String template) {
        Page.Request asked = NumberedPage.request(page, size);
        Selection wanted = new Selection(
                access.caller().sellerAccounts(),
                Optional.ofNullable(state).map(OutboxResource::state),
                Optional.ofNullable(customer).map(OutboxResource::customer),
                Optional.ofNullable(to),
                Optional.ofNullable(template),
                seesStaff());
        String link = "/api/admin/v1/outbox?"
                + parameter("state", state)
                + parameter("customerId", customer)
                + parameter("to", to)
                + parameter("template", template);
        Page<Mail> mails = transactions.read(connection -> OutboxRows.list(connection, wanted, asked));
        return NumberedPage.of(mails, asked, link, OutboxItem::of);
    }

    @GET
    @Path("{id}")
    public Versioned<OutboxItem> get(@PathParam("id") UUID id) {
        Versioned<Mail> mail = find(id);
        return new Versioned<>(OutboxItem.of(mail.value()), mail.version());
    }

    /** Tries it again now, also if it was given up. */
    @POST
    @Path("{id}/retry")
    @RequiresScope("outbox:write")
    public Versioned<OutboxItem> retry(@PathParam("id") UUID id) {
        Versioned<Mail> mail = transactions.sql(connection -> {
            OutboxRows.retry(connection, find(id).value());
            return find(id);
        });
        transactions.afterCommit(sender::wake);
        return new Versioned<>(OutboxItem.of(mail.value()), mail.version());
    }

    private boolean seesStaff() {
        return access.caller().may("*");
    }

    private Versioned<Mail> find(UUID id) {
        Selection visible = Selection.visible(access.caller().sellerAccounts(), seesStaff());
        return transactions
                .read(connection -> OutboxRows.find(connection, id, visible))
                .orElseThrow(() -> new Problem.NotFound("There is no such mail."));
    }

    private static Mail.State state(String text) {
        return Arrays.stream(Mail.State.values())
                .filter(state -> OutboxRows.name(state).equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.Invalid.at("?state", "value", "It is kept, sent or dead."));
    }

    private static UUID customer(String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            throw noUuid();
        }
        throw noUuid();
    }

    private static Problem.Invalid noUuid() {
        return Problem.Invalid.at("?customerId", "format", "It is a UUID.");
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null ? "" : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "&";
    }
}
