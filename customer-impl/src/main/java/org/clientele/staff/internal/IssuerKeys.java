package org.clientele.staff.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clientele.Problem;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of the one issuer, from where the configuration says and from nowhere else, whatever a token tells. They are
 * fetched again when they are old, and for a key that is not known; not more often than every {@code pause}, whoever asks.
 * Thread-safe.
 */
final class IssuerKeys implements VerificationKeyResolver {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LARGEST = 1 << 20;

    private final String issuer;
    private final String jwksUrl;
    private final Duration life;
    private final Duration pause;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final VerificationJwkSelector selector = new VerificationJwkSelector();
    private volatile List<JsonWebKey> keys = List.of();
    private long fetched;
    private long tried;
    private boolean ever;
    private boolean attempted;

    /** @throws IllegalArgumentException if an address is neither https nor that of this machine */
    IssuerKeys(String issuer, String jwksUrl, Duration life, Duration pause) {
        this.issuer = issuer;
        this.jwksUrl = jwksUrl;
        this.life = life;
        this.pause = pause;
        safe(jwksUrl.isEmpty() ? issuer : jwksUrl);
    }

    @Override
    public Key resolveKey(JsonWebSignature signature, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        if (isOld()) {
            fetch();
        }
        Optional<Key> key = select(signature);
        if (key.isEmpty() && fetch()) {
            key = select(signature);
        }
        return key.orElseThrow(() -> new UnresolvableKeyException("no such key"));
    }

    private synchronized boolean isOld() {
        return !ever || System.nanoTime() - fetched > life.toNanos();
    }

    private Optional<Key> select(JsonWebSignature signature) throws UnresolvableKeyException {
        try {
            // Only public keys: a set may hold shared secrets, too.
            return Optional.ofNullable(selector.select(signature, keys))
                    .filter(PublicJsonWebKey.class::isInstance)
                    .map(JsonWebKey::getKey);
        } catch (JoseException unfit) {
            throw new UnresolvableKeyException("no such key", unfit);
        }
    }

    /** @return whether the keys may be others now */
    private synchronized boolean fetch() {
        if (attempted && System.nanoTime() - tried < pause.toNanos()) {
            requireAny();
            return false;
        }
        attempted = true;
        tried = System.nanoTime();
        try {
            List<JsonWebKey> found = new JsonWebKeySet(get(jwks())).getJsonWebKeys();
            keys = List.copyOf(found);
            fetched = System.nanoTime();
            ever = true;
            return true;
        } catch (IOException | JoseException | RuntimeException failed) {
            LOG.warn("The keys of the issuer could not be fetched: {}", failed.toString());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        requireAny();
        return false;
    }

    private void requireAny() {
        if (!ever) {
            throw new Problem.Unavailable(
                    "issuer-unavailable", "The keys of the identity provider could not be had.", pause);
        }
    }

    private String jwks() throws IOException, InterruptedException, JoseException {
        if (!jwksUrl.isEmpty()) {
            return jwksUrl;
        }
        Map<String, Object> document =
                JsonUtil.parseJson(get(issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration"));
        if (!issuer.equals(document.get("issuer")) || !(document.get("jwks_uri") instanceof String url)) {
            throw new IOException("the discovery document is that of another issuer, or names no keys");
        }
        safe(url);
        return url;
    }

    private String get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .build();
        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            byte[] bytes = body.readNBytes(LARGEST + 1);
            if (answer.statusCode() != 200 || bytes.length > LARGEST) {
                throw new IOException("status " + answer.statusCode() + ", " + bytes.length + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Whoever can change the keys on their way can make tokens. */
    private static void safe(String url) {
        URI uri = URI.create(url);
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        if (uri.getHost() == null || !secure && !("http".equalsIgnoreCase(uri.getScheme()) && isHere(uri.getHost()))) {
            throw new IllegalArgumentException("the keys of an issuer come over https: " + url);
        }
    }

    private static boolean isHere(String host) {
        try {
            return (host.equals("localhost") || host.matches("[0-9.]+|\\[.*]"))
                    && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException nowhere) {
            return false;
        }
    }
}
