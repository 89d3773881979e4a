package org.clientele.rest.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.access.Identities;
import org.clientele.access.Identity;
import org.clientele.access.Keys;
import org.clientele.rest.Relocation;
import org.clientele.rest.RequestAudit;
import org.clientele.rest.SessionCookie;
import org.jspecify.annotations.Nullable;

/** Who is calling. The services that know come from another bundle and may be away. */
public final class Door {
    private static final String STORE_KEY = "Clientele-Store-Key";
    private static final String SELLER_ACCOUNT = "Clientele-Seller-Account";
    private static final Pattern JWT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*");
    private static final int LONGEST_TOKEN = 8192;

    private volatile @Nullable Access access;
    private volatile @Nullable Keys keys;
    private final SessionServices sessions = new SessionServices();
    private volatile @Nullable RequestAudit audit;
    private volatile @Nullable Relocation relocation;
    private volatile @Nullable Identities identities;

    public void access(Access present) {
        access = present;
    }

    public void keys(Keys present) {
        keys = present;
    }

    /** Who knows the tokens that begin so. */
    public SessionServices sessions() {
        return sessions;
    }

    public void audit(RequestAudit present) {
        audit = present;
    }

    public void relocation(Relocation present) {
        relocation = present;
    }

    public void withdraw(Relocation gone) {
        if (relocation == gone) {
            relocation = null;
        }
    }

    public void identities(Identities present) {
        identities = present;
    }

    public void withdraw(Identities gone) {
        if (identities == gone) {
            identities = null;
        }
    }

    public void withdraw(RequestAudit gone) {
        if (audit == gone) {
            audit = null;
        }
    }

    public void withdraw(Access gone) {
        if (access == gone) {
            access = null;
        }
    }

    public void withdraw(Keys gone) {
        if (keys == gone) {
            keys = null;
        }
    }

    public boolean isOpen() {
        return access != null && keys != null;
    }

    /** @return empty if nobody is known by the token */
    public Optional<Caller> authenticate(String token) {
        Keys present = keys;
        if (present == null) {
            throw closed();
        }
        return present.authenticate(token);
    }

    /** Finds out who calls: staff and machines by a key; a storefront by its key, and its shopper by a session. */
    void identify(Surface surface, HttpServletRequest request, Call call) {
        String token = token(request.getHeader("Authorization"));
        if (surface == Surface.ADMIN) {
            call.audit(Optional.ofNullable(audit));
            call.relocation(Optional.ofNullable(relocation));
            call.binding(this::call);
            identifyStaff(token, request, call);
            return;
        }
        String key = request.getHeader(STORE_KEY);
        if (key == null || key.isBlank() || key.length() > LONGEST_TOKEN) {
            return;
        }
        Optional<Caller> storefront = authenticate(key.strip()).map(Door::storefront);
        call.authenticated(storefront);
        if (token != null && storefront.isPresent() && storefront.get().may(Caller.STORE_USE)) {
            call.shopper(shopper(token, storefront.get()), SessionServices.standsAlone(token));
        }
    }

    private void identifyStaff(@Nullable String token, HttpServletRequest request, Call call) {
        Optional<Set<String>> chosen = chosen(request.getHeader(SELLER_ACCOUNT));
        if (token != null) {
            call.identified(() -> identify(token), chosen);
            return;
        }
        SessionCookie.token(request).ifPresent(session -> {
            call.identified(() -> here().ofSession(session), chosen);
            call.session(session);
        });
    }

    private Optional<Identity> identify(String token) {
        return JWT.matcher(token).matches()
                ? here().ofToken(token)
                : authenticate(token).map(Identity::of);
    }

    private Identities here() {
        Identities present = identities;
        if (present == null) {
            throw closed();
        }
        return present;
    }

    /** The seller accounts that a request keeps to. */
    private static Optional<Set<String>> chosen(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        Set<String> accounts = new HashSet<>();
        Arrays.stream(header.split(",", -1))
                .map(String::strip)
                .filter(account -> !account.isEmpty() && !account.equals("*"))
                .forEach(accounts::add);
        return Optional.of(accounts);
    }

    /** Whatever else the key may do, it may not do it here. */
    private static Caller storefront(Caller key) {
        Set<String> scopes = key.may(Caller.STORE_USE) ? Set.of(Caller.STORE_USE) : Set.of();
        return new Caller(key.id(), key.name(), scopes, key.sellerAccounts());
    }

    private Optional<Caller> shopper(String token, Caller storefront) {
        if (sessions.isMissing(token)) {
            throw closed();
        }
        return sessions.of(token).flatMap(known -> known.authenticate(token, storefront));
    }

    /** Runs the work as the caller. */
    public void as(Caller caller, Runnable work) {
        call(caller, () -> {
            work.run();
            return true;
        });
    }

    private <T> T call(Caller caller, Supplier<T> work) {
        Access present = access;
        if (present == null) {
            throw closed();
        }
        return present.call(caller, work);
    }

    private static Problem closed() {
        return new Problem.Unavailable("starting", "Keys cannot be checked yet.", Duration.ofSeconds(1));
    }

    /** The token of an {@code Authorization} header; null if it holds none. */
    public static @Nullable String token(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return null;
        }
        String token = authorization.substring(7).strip();
        return token.isEmpty() || token.length() > LONGEST_TOKEN ? null : token;
    }
}
