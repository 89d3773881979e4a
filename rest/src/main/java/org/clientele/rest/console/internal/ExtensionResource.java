package org.clientele.rest.console.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.rest.EventStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /console/extensions}: what plugins add to the web console. */
@Component(service = ExtensionResource.class)
@JakartarsResource
@Path("console/extensions")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(RequiresScope.ANY_CALLER)
public final class ExtensionResource {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Extensions extensions;
    private final Access access;

    @Activate
    public ExtensionResource(@Reference Extensions extensions, @Reference Access access) {
        this.extensions = extensions;
        this.access = access;
    }

    /** All that the caller may use, by id. */
    public record ExtensionList(List<Extension> items) {}

    @GET
    public ExtensionList list() {
        return new ExtensionList(extensions.visible(access.caller()));
    }

    /** The whole list at once, and again after each change. */
    @GET
    @Path("stream")
    @Produces("text/event-stream")
    public EventStream stream() {
        AtomicReference<Optional<ExtensionList>> told = new AtomicReference<>(Optional.empty());
        return EventStream.polling(POLL, () -> {
            Optional<ExtensionList> now = Optional.of(list());
            boolean changed = !told.getAndSet(now).equals(now);
            return new EventStream.Poll(
                    changed
                            ? List.of(new EventStream.Event(Optional.empty(), "extensions", now.orElseThrow()))
                            : List.of(),
                    false);
        });
    }
}
