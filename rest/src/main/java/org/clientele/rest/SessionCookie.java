package org.clientele.rest;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.clientele.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The cookie in which a browser keeps the session of a staff user. A browser sends it by itself, so it counts only for requests
 * that the console meant to send.
 */
public final class SessionCookie {
    /** What it is called. */
    public static final String NAME = "clientele_session";

    /** The header that a change in a session carries. */
    public static final String CSRF_HEADER = "Clientele-CSRF";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final int LONGEST = 200;

    private SessionCookie() {}

    /**
     * A {@code Set-Cookie} that no script can read and no other site makes a browser send.
     *
     * @param request over TLS, also if a proxy says so, it is {@code Secure}
     * @param maxAgeSeconds 0 ends it
     */
    public static String header(HttpServletRequest request, String token, long maxAgeSeconds) {
        String forwarded = request.getHeader("X-Forwarded-Proto");
        boolean secure = request.isSecure()
                || forwarded != null && forwarded.toLowerCase(Locale.ROOT).contains("https");
        return NAME + "=" + token + "; Path=/api/admin/v1; Max-Age=" + maxAgeSeconds + "; HttpOnly; SameSite=Strict"
                + (secure ? "; Secure" : "");
    }

    /** The secret of the session that a request shows; empty if it shows none. */
    public static Optional<String> token(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                String value = cookie.getValue();
                if (cookie.getName().equals(NAME) && value != null && !value.isEmpty() && value.length() <= LONGEST) {
                    return Optional.of(value);
                }
            }
        }
        return Optional.empty();
    }

    /** Made of the session's secret, which it does not tell; so only who reads answers to the session knows it. */
    public static String csrfToken(String token) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(("csrf:" + token).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Whether the request comes from a page of the same origin, as far as the browser tells.
     *
     * @throws Problem.Forbidden {@code csrf} if it does not
     */
    public static void requireSameOrigin(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        boolean typed = "none".equals(site) && SAFE.contains(request.getMethod());
        if (site != null && !site.equals("same-origin") && !typed) {
            throw refused();
        }
    }

    /** @throws Problem.Forbidden {@code csrf} if another site may have made the browser send the session along */
    public static void requireMeant(HttpServletRequest request, String token) {
        requireSameOrigin(request);
        String sent = request.getHeader(CSRF_HEADER);
        if (!SAFE.contains(request.getMethod()) && !isSame(sent, csrfToken(token))) {
            throw refused();
        }
    }

    private static boolean isSame(@Nullable String sent, String expected) {
        return sent != null
                && MessageDigest.isEqual(
                        sent.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private static Problem.Forbidden refused() {
        return new Problem.Forbidden(
                "csrf",
                "A change in a session comes from the same origin, with " + CSRF_HEADER
                        + ": the csrfToken of GET /session.");
    }
}
