package org.clientele.rest;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.clientele.Money;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.jspecify.annotations.Nullable;

/** A resource with one method for each thing that the tests look at. */
@Path("things")
@RequiresScope("things:read")
public final class ThingResource {
    static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");

    final AtomicInteger polls = new AtomicInteger();
    /** How many requests have come into {@code slow} and {@code later}, and how many have gone. */
    final AtomicInteger entered = new AtomicInteger();

    final AtomicInteger left = new AtomicInteger();
    /** What is to open before they answer. */
    volatile CountDownLatch held = new CountDownLatch(0);

    enum Color {
        DARK_RED,
        BLUE
    }

    record Thing(
            String name,
            int count,
            Optional<Color> color,
            Optional<Instant> madeAt,
            Optional<LocalDate> day,
            Optional<UUID> owner,
            Optional<Money> price,
            Optional<List<Part>> parts,
            Optional<Boolean> fragile) {}

    record Part(String name) {}

    record Patchable(String name, Optional<String> note) {}

    @GET
    public Map<String, Object> list(
            @QueryParam("page") @DefaultValue("1") int page, @QueryParam("color") @Nullable Color color) {
        return Map.of("page", page, "color", Optional.ofNullable(color));
    }

    @POST
    @RequiresScope("things:write")
    public Response create(Thing thing) {
        return Response.created(URI.create("/api/admin/v1/things/" + ID))
                .entity(new Versioned<>(thing, 1))
                .build();
    }

    @GET
    @Path("{id}")
    public Versioned<Patchable> get(@PathParam("id") UUID id) {
        if (!id.equals(ID)) {
            throw new Problem.NotFound("No such thing.");
        }
        return new Versioned<>(new Patchable("first", Optional.of("n")), 3);
    }

    @PATCH
    @Path("{id}")
    @RequiresScope("things:write")
    public Versioned<Patchable> patch(@PathParam("id") UUID id, @Context IfMatch ifMatch, MergePatch patch) {
        ifMatch.require(3);
        return new Versioned<>(patch.applyTo(get(id).value(), Patchable.class), 4);
    }

    @DELETE
    @Path("{id}")
    @RequiresScope("things:write")
    public void delete(@PathParam("id") UUID id, @Context IfMatch ifMatch) {
        ifMatch.require(3);
    }

    @PUT
    @Path("files/{name: .+}")
    @LargeBody(maxBytes = 20_000_000)
    @RequiresScope("things:write")
    public Map<String, Long> upload(InputStream body) throws IOException {
        return Map.of("bytes", body.transferTo(OutputStream.nullOutputStream()));
    }

    @GET
    @Path("broken")
    public String broken() {
        throw new IllegalStateException("select secret from table");
    }

    @GET
    @Path("busy")
    public String busy() {
        throw new Problem.Unavailable("saturated", "Too much to do.", Duration.ofSeconds(7));
    }

    @GET
    @Path("taken")
    public String taken() {
        throw new Problem.Conflict("email-taken", "Somebody has it.");
    }

    @GET
    @Path("open")
    @RequiresScope(RequiresScope.PUBLIC)
    public Map<String, String> open() {
        return Map.of("open", "yes");
    }

    @GET
    @Path("slow")
    public Map<String, String> slow(@QueryParam("millis") long millis) throws InterruptedException {
        entered.incrementAndGet();
        Thread.sleep(millis);
        held.await();
        left.incrementAndGet();
        return Map.of("slow", "yes");
    }

    @GET
    @Path("later")
    public void later(@Suspended AsyncResponse response, @QueryParam("millis") long millis) {
        entered.incrementAndGet();
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, work -> new Thread(work).start())
                .execute(() -> {
                    awaitRelease();
                    left.incrementAndGet();
                    response.resume(Map.of("later", RestFixture.ACCESS.getClass() != null));
                });
    }

    private void awaitRelease() {
        try {
            held.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @GET
    @Path("events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public EventStream events(@QueryParam("count") @DefaultValue("3") int count) {
        AtomicInteger next = new AtomicInteger();
        return EventStream.polling(Duration.ofMillis(100), () -> {
            polls.incrementAndGet();
            String who = RestFixture.ACCESS.caller().id();
            int n = next.incrementAndGet();
            return new EventStream.Poll(
                    List.of(new EventStream.Event(
                            Optional.of(Integer.toString(n)), "progress", Map.of("done", n, "who", who))),
                    n >= count);
        });
    }
}
