package org.clientele.notification.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.notification.Notification;
import org.clientele.notification.internal.NotificationRows.Setting;
import org.clientele.rest.EventStream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /notifications}: what the caller was told. */
@Component(service = NotificationResource.class)
@JakartarsResource
@Path("notifications")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope(RequiresScope.ANY_CALLER)
public final class NotificationResource {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int MOST_IDS = 500;
    private static final int MOST_KINDS = 50;

    private final JdbcNotifications notifications;

    @Activate
    public NotificationResource(@Reference JdbcNotifications notifications) {
        this.notifications = notifications;
    }

    /**
     * Where the list goes on.
     *
     * @param next a link; empty at its end
     */
    public record Place(boolean more, Optional<String> next) {}

    /**
     * Newest first.
     *
     * @param unread of all, not only of these; counted to 1000
     */
    public record Batch(List<Notification> items, Place page, int unread) {}

    /** What the console shows while it is open. */
    public record Standing(int unread, Optional<UUID> latest) {}

    /** Which ones were read: some, or one and all before it. */
    public record Read(Optional<List<UUID>> ids, Optional<UUID> upTo) {}

    /** How many became read, and how many are not. */
    public record Marked(int read, int unread) {}

    /** Patterns of kinds: which come by mail, too, and which are not told at all. */
    public record Settings(Optional<List<String>> mail, Optional<List<String>> muted) {}

    @GET
    public Batch list(
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("unread") @Nullable String unread,
            @QueryParam("kind") @Nullable String kind) {
        int most = limit(limit);
        Problem.Invalid.check(checks -> checks.that(
                        unread == null || unread.equals("true") || unread.equals("false"),
                        "?unread",
                        "value",
                        "It is true or false.")
                .that(
                        kind == null || Kinds.PATTERN.matcher(kind).matches(),
                        "?kind",
                        "value",
                        "Kinds are written watchlist.order or watchlist.*"));
        List<Notification> found = notifications.own(new Notification.Selection(
                Optional.ofNullable(kind),
                "true".equals(unread),
                Optional.ofNullable(before).map(NotificationResource::cursor),
                most + 1));
        boolean more = found.size() > most;
        List<Notification> items = more ? found.subList(0, most) : found;
        Optional<String> next = more
                ? Optional.of("/api/admin/v1/notifications?before="
                        + items.get(items.size() - 1).id() + "&limit=" + most
                        + ("true".equals(unread) ? "&unread=true" : "") + (kind == null ? "" : "&kind=" + kind))
                : Optional.empty();
        return new Batch(items, new Place(more, next), notifications.unread());
    }

    /** Says when something is new or was read elsewhere; what it is, the list says. */
    @GET
    @Path("stream")
    @Produces("text/event-stream")
    public EventStream stream() {
        AtomicReference<@Nullable Standing> last = new AtomicReference<>();
        return EventStream.polling(POLL, () -> {
            Standing now = new Standing(
                    notifications.unread(),
                    notifications.own(new Notification.Selection(Optional.empty(), false, Optional.empty(), 1)).stream()
                            .map(Notification::id)
                            .findFirst());
            return new EventStream.Poll(
                    now.equals(last.getAndSet(now))
                            ? List.of()
                            : List.of(new EventStream.Event(Optional.empty(), "notifications", now)),
                    false);
        });
    }

    @POST
    @Path("read")
    public Marked read(Read read) {
        Problem.Invalid.check(checks -> checks.that(
                        read.ids().isPresent() != read.upTo().isPresent(),
                        "/ids",
                        "required",
                        "Say either ids or upTo.")
                .that(
                        read.ids().map(ids -> ids.size() <= MOST_IDS).orElse(true),
                        "/ids",
                        "too-many",
                        "There are at most " + MOST_IDS + "."));
        int marked = notifications.read(read.upTo(), read.ids().orElse(List.of()));
        return new Marked(marked, notifications.unread());
    }

    /** Twice is as good as once. */
    @POST
    @Path("{id}/read")
    public Marked readOne(@PathParam("id") UUID id) {
        return new Marked(notifications.read(Optional.empty(), List.of(id)), notifications.unread());
    }

    @GET
    @Path("settings")
    public Settings settings() {
        Setting setting = notifications.setting();
        return new Settings(Optional.of(setting.mail()), Optional.of(setting.muted()));
    }

    @PUT
    @Path("settings")
    public Settings set(Settings settings) {
        List<String> mail = settings.mail().orElse(List.of());
        List<String> muted = settings.muted().orElse(List.of());
        Problem.Invalid.check(checks -> {
            kinds(checks, "/mail", mail);
            kinds(checks, "/muted", muted);
        });
        notifications.set(new Setting(mail, muted));
        return settings();
    }

    private static void kinds(Problem.Checks checks, String at, List<String> kinds) {
        checks.that(kinds.size() <= MOST_KINDS, at, "too-many", "There are at most " + MOST_KINDS + ".");
        for (int i = 0; i < kinds.size(); i++) {
            checks.that(
                    Kinds.PATTERN.matcher(kinds.get(i)).matches(),
                    at + "/" + i,
                    "value",
                    "Kinds are written watchlist.order, watchlist.* or *");
        }
    }

    private static UUID cursor(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.Invalid.at("?before", "cursor", "It is the id of a notification.");
        }
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return 25;
        }
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 100) {
            throw Problem.Invalid.at("?limit", "range", "It is 1 to 100.");
        }
        return Integer.parseInt(text);
    }
}
