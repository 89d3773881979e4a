package org.clientele.rest.internal;

import jakarta.servlet.ServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.access.Identity;
import org.clientele.rest.EventStream;
import org.clientele.rest.Relocation;
import org.clientele.rest.RequestAudit;
import org.clientele.rest.TellsSecret;
import org.clientele.rest.problem.internal.RequestId;
import org.jspecify.annotations.Nullable;

/** One request on its way through. Used by one thread at a time. */
final class Call {
    private static final String ATTRIBUTE = Call.class.getName();

    private final String id;
    private final long begin = System.nanoTime();
    private Credentials credentials = Credentials.NONE;
    private Optional<Caller> caller = Optional.empty();
    private Optional<Identity> identity = Optional.empty();
    private @Nullable Supplier<Optional<Identity>> again;
    private Optional<String> session = Optional.empty();
    private Optional<Set<String>> sellerAccounts = Optional.empty();
    private @Nullable Binding binding;
    private @Nullable Engine engine;
    private @Nullable Route route;
    private boolean within;
    private boolean coming;
    private boolean over;
    private @Nullable LimitedRequest body;
    private @Nullable EventStream stream;
    private Optional<RequestAudit> audit = Optional.empty();
    private Optional<Relocation> relocation = Optional.empty();

    /** What the caller showed. */
    enum Credentials {
        NONE,
        VALID,
        INVALID
    }

    /** Runs work as a caller. */
    @FunctionalInterface
    interface Binding {
        <T> T call(Caller caller, Supplier<T> work);
    }

    private Call(String id) {
        this.id = id;
    }

    static Call begin(ServletRequest request, @Nullable String wantedId) {
        Call call = new Call(RequestId.of(wantedId));
        request.setAttribute(ATTRIBUTE, call);
        return call;
    }

    static @Nullable Call of(ServletRequest request) {
        return (Call) request.getAttribute(ATTRIBUTE);
    }

    String id() {
        return id;
    }

    long begin() {
        return begin;
    }

    void authenticated(Optional<Caller> found) {
        caller = found;
        credentials = found.isPresent() ? Credentials.VALID : Credentials.INVALID;
    }

    /** On the admin's surface, who shows a key or a token. Nothing is allowed until it is known what the request needs. */
    void identified(Supplier<Optional<Identity>> shown, Optional<Set<String>> chosen) {
        identity = shown.get();
        again = shown;
        sellerAccounts = chosen;
        authenticated(identity.map(Identity::nobody));
    }

    /** Whether what was shown still makes the same caller. */
    boolean isStillWho(String scope) {
        Supplier<Optional<Identity>> shown = again;
        return shown == null
                || shown.get()
                        .flatMap(known -> known.caller(scope, sellerAccounts))
                        .equals(caller);
    }

    /** That it is the session of a browser that tells who calls. */
    void session(String token) {
        session = Optional.of(token);
    }

    Optional<String> session() {
        return session;
    }

    Optional<Identity> identity() {
        return identity;
    }

    /** From here on the request runs as whom its scope makes it; false if the scope is not held. */
    boolean narrow(String scope) {
        Optional<Caller> narrowed = identity.flatMap(known -> known.caller(scope, sellerAccounts));
        narrowed.ifPresent(found -> caller = Optional.of(found));
        return narrowed.isPresent();
    }

    void binding(Binding present) {
        binding = present;
    }

    /** Runs work as the caller that the request has by now. */
    <T> T asCaller(Supplier<T> work) {
        Binding present = binding;
        return present == null || caller.isEmpty() ? work.get() : present.call(caller.get(), work);
    }

    /**
     * On the store's surface, for whom the storefront calls; empty leaves the storefront alone.
     *
     * @param alone whether nobody calls then who may do anything
     */
    void shopper(Optional<Caller> found, boolean alone) {
        if (found.isPresent()) {
            caller = found;
        } else {
            credentials = Credentials.INVALID;
            over = alone;
        }
    }

    /** Whether a session was shown that is over, without which nothing is to be done. */
    boolean isOver() {
        return over;
    }

    Credentials credentials() {
        return credentials;
    }

    Optional<Caller> caller() {
        return caller;
    }

    @Nullable
    Engine engine() {
        return engine;
    }

    void engine(Engine entered) {
        engine = entered;
    }

    /** That a path which nobody knows may be one that is yet to come. */
    void coming() {
        coming = true;
    }

    boolean isComing() {
        return coming && route == null;
    }

    @Nullable
    Route route() {
        return route;
    }

    /** Whether the answer of the matched method holds a secret. */
    boolean tellsSecret() {
        return route != null && route.method().isAnnotationPresent(TellsSecret.class);
    }

    /** For metrics: the template, or one word for everything that matched none. */
    String routeName() {
        return route == null ? "none" : route.name();
    }

    /**
     * Enters the resource, once however often its transaction is repeated; {@link #leave} must follow.
     *
     * @throws Problem.Unavailable {@code busy} if it is full, {@code starting} if it has just gone
     */
    void route(Route matched) {
        if (within && matched.equals(route)) {
            return;
        }
        if (!matched.candidate().enter()) {
            throw new Problem.Unavailable("starting", "This is being replaced or removed.", Duration.ofSeconds(1));
        }
        route = matched;
        within = true;
    }

    /** The running thread is done with the resource for now. */
    void rests() {
        if (route != null) {
            route.candidate().rests();
        }
    }

    /** Out of the resource and the engine, if it is within. */
    void leave() {
        // In this order: whoever waits for the resources finds their engines done with.
        if (engine != null) {
            engine.exit();
        }
        if (within && route != null) {
            within = false;
            route.candidate().leave();
        }
    }

    @Nullable
    LimitedRequest body() {
        return body;
    }

    void body(LimitedRequest limited) {
        body = limited;
    }

    Optional<RequestAudit> audit() {
        return audit;
    }

    void audit(Optional<RequestAudit> present) {
        audit = present;
    }

    Optional<Relocation> relocation() {
        return relocation;
    }

    void relocation(Optional<Relocation> present) {
        relocation = present;
    }

    @Nullable
    EventStream stream() {
        return stream;
    }

    void stream(EventStream opened) {
        stream = opened;
    }
}
