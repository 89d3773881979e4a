package org.clientele.audit.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.audit.Audit;
import org.clientele.audit.Verification;
import org.clientele.persistence.Transactions;
import org.clientele.rest.Json;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /audit}: who did what, as far as it is in the chain: oldest first, or newest first before an entry. */
@Component(service = AuditResource.class)
@JakartarsResource
@Path("audit")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope("audit:read")
public final class AuditResource {
    private static final int MOST = 1000;
    private static final String LAST = "9".repeat(18);
    private static final TypeReference<Map<String, @Nullable Object>> DETAILS = new TypeReference<>() {};

    private final Transactions transactions;
    private final Access access;
    private final Audit audit;

    @Activate
    public AuditResource(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference Audit audit) {
        this.transactions = transactions;
        this.access = access;
        this.audit = audit;
    }

    /** Who did it. */
    public record Actor(String id, String name) {}

    /** What it was done to. */
    public record Target(String type, Optional<String> id) {}

    /** An entry. */
    public record Item(
            long number,
            Instant at,
            Actor actor,
            Optional<String> subject,
            String action,
            Optional<UUID> customerId,
            Target target,
            List<String> sellerAccounts,
            Optional<String> requestId,
            Map<String, @Nullable Object> details,
            String hash) {}

    /** Where to go on. */
    public record Place(String cursor, String next, boolean more) {}

    /** Some entries. */
    public record Batch(List<Item> items, Place page) {}

    @GET
    public Batch list(
            @QueryParam("after") @Nullable String after,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("customerId") @Nullable String customer,
            @QueryParam("action") @Nullable String action) {
        if (after != null && before != null) {
            throw Problem.Invalid.at("?before", "value", "It is either before or after an entry.");
        }
        boolean newestFirst = before != null;
        long from = newestFirst
                ? number("before", "now".equals(before) ? LAST : before, 1, Long.MAX_VALUE)
                : number("after", after, 0, Long.MAX_VALUE);
        int most = (int) number("limit", limit == null ? "100" : limit, 1, MOST);
        Optional<UUID> about = Optional.ofNullable(customer).map(AuditResource::uuid);
        List<Item> found =
                transactions.read(connection -> find(connection, newestFirst, from, most + 1, actor, about, action));
        boolean more = found.size() > most;
        List<Item> items = more ? found.subList(0, most) : found;
        String cursor = Long.toString(
                items.isEmpty() ? from : items.get(items.size() - 1).number());
        String link = "/api/admin/v1/audit?" + (newestFirst ? "before=" : "after=") + cursor + "&limit=" + most
                + parameter("actor", actor) + parameter("customerId", customer) + parameter("action", action);
        return new Batch(items, new Place(cursor, link, more));
    }

    /** Computes the chain anew. */
    @GET
    @Path("verification")
    public Verification verification() {
        access.requireAllSellerAccounts();
        return audit.verify();
    }

    private List<Item> find(
            Connection connection,
            boolean newestFirst,
            long from,
            int limit,
            @Nullable String actor,
            Optional<UUID> customer,
            @Nullable String action)
            throws SQLException {
        Optional<Set<String>> own = access.caller().sellerAccounts();
        String sql = "select a.number, a.hash, " + AuditRow.COLUMNS + " from customer.audit_entry a where a.number "
                + (newestFirst ? "< ?" : "> ?")
                + (own.isPresent() ? " and a.seller_accounts && ?" : "")
                + (actor == null ? "" : " and a.actor_id = ?")
                + (customer.isEmpty() ? "" : " and a.customer_id = ?")
                + (action == null ? "" : " and a.action = ?") + " order by a.number"
                + (newestFirst ? " desc" : "") + " limit ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int column = 1;
            select.setLong(column++, from);
            if (own.isPresent()) {
                select.setArray(
                        column++, connection.createArrayOf("text", own.get().toArray()));
            }
            if (actor != null) {
                select.setString(column++, actor);
            }
            if (customer.isPresent()) {
                select.setObject(column++, customer.get());
            }
            if (action != null) {
                select.setString(column++, action);
            }
            select.setInt(column, limit);
            List<Item> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(item(rows.getLong("number"), AuditRow.of(rows), rows.getBytes("hash"), own));
                }
            }
            return found;
        }
    }

    private static Item item(long number, AuditRow row, byte[] hash, Optional<Set<String>> own) {
        return new Item(
                number,
                row.at(),
                new Actor(row.actorId(), row.actorName()),
                row.subject(),
                row.action(),
                row.customerId(),
                new Target(row.targetType(), row.targetId()),
                row.sellerAccounts().stream()
                        .filter(account -> own.isEmpty() || own.get().contains(account))
                        .toList(),
                row.requestId(),
                json(row.details()),
                HexFormat.of().formatHex(hash));
    }

    private static Map<String, @Nullable Object> json(String details) {
        try {
            return Json.mapper().readValue(details, DETAILS);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(String name, @Nullable String text, long least, long most) {
        if (text == null) {
            return least;
        }
        if (!text.matches("\\d{1,18}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            throw Problem.Invalid.at("?" + name, "range", "It is a number in its range.");
        }
        return Long.parseLong(text);
    }

    private static UUID uuid(String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            throw Problem.Invalid.at("?customerId", "format", "It is a UUID.");
        }
        throw Problem.Invalid.at("?customerId", "format", "It is a UUID.");
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
