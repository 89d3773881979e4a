package org.clientele.rest;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.ws.rs.ext.RuntimeDelegate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.cxf.jaxrs.impl.RuntimeDelegateImpl;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.access.Identities;
import org.clientele.access.Keys;
import org.clientele.access.Sessions;
import org.clientele.persistence.Transactions;
import org.clientele.rest.access.internal.BoundAccess;
import org.clientele.rest.events.internal.EventStreams;
import org.clientele.rest.idempotency.internal.Idempotency;
import org.clientele.rest.internal.ApiServlet;
import org.clientele.rest.internal.Candidate;
import org.clientele.rest.internal.Door;
import org.clientele.rest.internal.Engines;
import org.clientele.rest.internal.Places;
import org.clientele.rest.internal.Plugin;
import org.clientele.rest.internal.Surface;
import org.clientele.rest.jetty.internal.JettyProblems;
import org.clientele.rest.metrics.internal.RequestMetrics;
import org.clientele.rest.problem.internal.NothingHere;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;

/**
 * The REST API with the given resources over real HTTP, without OSGi, for tests of resources:
 *
 * <pre>{@code
 * try (RestFixture rest = RestFixture.with(new NoteResource(notes)).start()) {
 *     assertThat(rest.get("/notes/1").statusCode()).isEqualTo(404);
 * }
 * }</pre>
 *
 * Requests carry the key {@link #TOKEN}, which may everything, unless they name another {@code Authorization}.
 */
public final class RestFixture implements AutoCloseable {
    /** The key of a caller with all scopes. */
    public static final String TOKEN = "fixture-key";

    /** Binds the callers; give it to the resources and services that ask for one. */
    public static final Access ACCESS = new BoundAccess();

    private final Server server;
    private final Engines engines;
    private final EventStreams streams;
    private final URI base;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RestFixture(Builder builder) {
        RuntimeDelegate.setInstance(new RuntimeDelegateImpl());
        Door door = new Door();
        door.access(builder.access);
        door.keys(builder.keys == null ? new FixedKeys(builder.callers) : builder.keys);
        builder.sessions.forEach((prefix, sessions) -> door.sessions().add(prefix, 0, sessions));
        if (builder.identities != null) {
            door.identities(builder.identities);
        }
        if (builder.audit != null) {
            door.audit(builder.audit);
        }
        if (builder.relocation != null) {
            door.relocation(builder.relocation);
        }
        streams = new EventStreams(builder.maxEventStreams);
        engines = new Engines(Duration.ofSeconds(10), builder.maxBodyBytes, builder.core, streams);
        ApiServlet servlet = new ApiServlet(
                door,
                engines,
                new Idempotency(() -> Optional.ofNullable(builder.transactions)),
                streams,
                new RequestMetrics(new SimpleMeterRegistry()),
                builder.origins,
                builder.maxBodyBytes);
        server = new Server(new InetSocketAddress("127.0.0.1", builder.port));
        ServletContextHandler context = new ServletContextHandler("/");
        ServletHolder holder = new ServletHolder("api", servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/api/*");
        context.addServlet(new ServletHolder("nothing-here", new NothingHere()), "/");
        server.setHandler(context);
        JettyProblems.installOn(server);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        base = URI.create("http://127.0.0.1:" + server.getURI().getPort());
        builder.admin.forEach(resource -> add(resource, Surface.ADMIN));
        builder.store.forEach(resource -> add(resource, Surface.STORE));
        await(builder);
    }

    private void await(Builder builder) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        long expected = builder.admin.stream().distinct().count()
                + builder.store.stream().distinct().count();
        while (builder.awaitAll
                && engines.routes().stream()
                                .map(route -> route.resource())
                                .distinct()
                                .count()
                        < expected) {
            if (System.nanoTime() > end) {
                close();
                throw new IllegalStateException("a resource is not served; the log tells why");
            }
            Thread.onSpinWait();
        }
    }

    /** The resources at {@code /api/admin/v1}. */
    public static Builder with(Object... resources) {
        return new Builder().admin(resources);
    }

    /** The server's address, without a path. */
    public URI base() {
        return base;
    }

    /** Offers one more resource; it is served a moment later. */
    public boolean add(Object resource, Surface surface) {
        return engines.add(new Candidate(resource, surface, "test", Optional.empty()));
    }

    /** Offers one more resource as if it came from a plugin with that word and so many places. */
    public boolean addPlugin(String word, Object resource, Surface surface, int places) {
        return engines.add(
                new Candidate(resource, surface, word + "-plugin", Optional.of(new Plugin(word, new Places(places)))));
    }

    /** Offers one more resource as if it came from another bundle. */
    public boolean addFrom(String bundle, Object resource) {
        return engines.add(new Candidate(resource, Surface.ADMIN, bundle, Optional.empty()));
    }

    /** Takes a resource away, as when its bundle stops. */
    public void remove(Object resource) {
        engines.remove(resource);
    }

    /** @param path below {@code /api/admin/v1}, or from the root if it begins with {@code /api}, {@code /health} and such */
    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** @param body JSON unless the headers say otherwise */
    public HttpResponse<String> post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    /**
     * Sends any request.
     *
     * @param headers names and values in turn
     */
    public HttpResponse<String> send(String method, String path, @Nullable String body, String... headers) {
        HttpRequest.BodyPublisher publisher =
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        HttpRequest.Builder request = request(path, headers).method(method, publisher);
        if (body != null && !names(headers).contains("content-type")) {
            request.header(
                    "Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json");
        }
        return send(request.build());
    }

    /** A request with the usual key, to be completed. */
    public HttpRequest.Builder request(String path, String... headers) {
        boolean fromRoot = path.startsWith("/api") || path.startsWith("//");
        URI uri = URI.create(base + (fromRoot ? path.replaceFirst("^//", "/") : "/api/admin/v1" + path));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!names(headers).contains("authorization")) {
            request.header("Authorization", "Bearer " + TOKEN);
        }
        return request;
    }

    /** Sends what {@link #request} began. */
    public HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(String... headers) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            names.add(headers[i].toLowerCase(Locale.ROOT));
        }
        return names;
    }

    @Override
    public void close() {
        streams.close();
        engines.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What to start. */
    public static final class Builder {
        private final List<Object> admin = new ArrayList<>();
        private final List<Object> store = new ArrayList<>();
        private final Map<String, Caller> callers = new HashMap<>(new LinkedHashMap<>(
                Map.of(TOKEN, new Caller("key:fixture", "Fixture", Set.of("*"), Optional.empty()))));
        private Access access = ACCESS;
        private @Nullable Keys keys;
        private final Map<String, Sessions> sessions = new LinkedHashMap<>();
        private @Nullable RequestAudit audit;
        private @Nullable Relocation relocation;
        private @Nullable Identities identities;
        private @Nullable Transactions transactions;
        private Set<String> origins = Set.of();
        private Set<String> core = Set.of();
        private long maxBodyBytes = 1 << 20;
        private int maxEventStreams = 200;
        private int port;
        private boolean awaitAll = true;

        private Builder() {}

        private Builder admin(Object... resources) {
            admin.addAll(Arrays.asList(resources));
            return this;
        }

        /** Resources at {@code /api/store/v1}. */
        public Builder store(Object... resources) {
            store.addAll(Arrays.asList(resources));
            return this;
        }

        /** Binds callers with this instead of {@link #ACCESS}. */
        public Builder access(Access binding) {
            access = binding;
            return this;
        }

        /** Checks tokens with this instead of the callers given here. */
        public Builder keys(Keys check) {
            keys = check;
            return this;
        }

        /** Checks the sessions of shoppers with this, whatever their tokens begin with. */
        public Builder sessions(Sessions check) {
            return sessions("", check);
        }

        /** Checks the sessions with this whose tokens begin so. */
        public Builder sessions(String prefix, Sessions check) {
            sessions.put(prefix, check);
            return this;
        }

        /** Checks the sessions and tokens of staff with this. */
        public Builder identities(Identities check) {
            identities = check;
            return this;
        }

        /** Stands around the requests to the admin API. */
        public Builder audit(RequestAudit around) {
            audit = around;
            return this;
        }

        /** Knows where things have gone. */
        public Builder relocation(Relocation knows) {
            relocation = knows;
            return this;
        }

        /** One more key. */
        public Builder key(String token, Caller caller) {
            callers.put(token, caller);
            return this;
        }

        /** One more key, with these scopes and all seller accounts. */
        public Builder key(String token, String... scopes) {
            return key(token, new Caller("key:" + token, token, Set.of(scopes), Optional.empty()));
        }

        /** Where idempotency records are kept, of the schema {@code rest}; without, such requests are refused with 503. */
        public Builder transactions(Transactions rest) {
            transactions = rest;
            return this;
        }

        public Builder maxBodyBytes(long bytes) {
            maxBodyBytes = bytes;
            return this;
        }

        public Builder maxEventStreams(int max) {
            maxEventStreams = max;
            return this;
        }

        public Builder origins(String... exact) {
            origins = Set.of(exact);
            return this;
        }

        /** First path segments without which unknown paths are 503 instead of 404. */
        public Builder core(String... segments) {
            core = Set.of(segments);
            return this;
        }

        /** Any free port otherwise. */
        public Builder port(int wanted) {
            port = wanted;
            return this;
        }

        /** Starts even if a resource is not served. */
        public Builder lenient() {
            awaitAll = false;
            return this;
        }

        public RestFixture start() {
            return new RestFixture(this);
        }
    }

    private record FixedKeys(Map<String, Caller> callers) implements Keys {
        @Override
        public Optional<Caller> authenticate(String token) {
            return Optional.ofNullable(callers.get(token));
        }

        @Override
        public Issued issue(Request request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Key> list() {
            return List.of();
        }

        @Override
        public void revoke(UUID id) {
            throw new UnsupportedOperationException();
        }
    }
}
