package org.clientele.staff.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.staff.internal.StaffKit.json;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.clientele.rest.RestFixture;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The tokens of an identity provider with real keys, and those of whoever would like to be one. */
final class OidcIT {
    private static final String AUDIENCE = "clientele";
    private static final PublicJsonWebKey RSA = rsa("rsa");
    private static final PublicJsonWebKey EC = with("ec", () -> EcJwkGenerator.generateJwk(EllipticCurves.P256));
    private static final PublicJsonWebKey ED = with("ed", () -> OkpJwkGenerator.generateJwk("Ed25519"));
    private static final PublicJsonWebKey FOREIGN = rsa("rsa");
    private static final PublicJsonWebKey FORGERS = rsa("forger");
    private static final AtomicInteger FETCHED = new AtomicInteger();
    private static volatile String keys = new JsonWebKeySet(RSA, EC, ED).toJson();
    private static final HttpServer SERVER = server();
    private static final String ISSUER =
            "http://127.0.0.1:" + SERVER.getAddress().getPort();
    private static final StaffKit KIT =
            new StaffKit(Map.of("issuer", ISSUER, "audience", AUDIENCE, "rolesClaim", "groups", "roles", new String[] {
                "readers=analyst, cn=north,ou=x=customer-service@north"
            }));
    private static final RestFixture REST = KIT.rest().start();

    @AfterAll
    static void close() {
        REST.close();
        KIT.close();
        SERVER.stop(0);
    }

    @TestFactory
    Stream<DynamicTest> onlyTheIssuersTokensForUsInTheirTimeOpen() {
        staff("table@example.com");
        assertThat(session(sign(RSA, "RS256", claims("table", "table@example.com")))
                        .statusCode())
                .isEqualTo(200);
        Map<String, String> forged = new LinkedHashMap<>();
        forged.put("alg none", unsigned("none"));
        forged.put("alg None", unsigned("None"));
        forged.put(
                "no alg",
                raw("{\"typ\":\"JWT\"}", claims("table", "table@example.com").toJson(), ""));
        forged.put("HS256 with the public key (PEM)", hmac(pem(RSA)));
        forged.put("HS256 with the public key (DER)", hmac(RSA.getPublicKey().getEncoded()));
        forged.put("HS256 with the public key (JWK)", hmac(RSA.toJson().getBytes(StandardCharsets.UTF_8)));
        forged.put("an algorithm that is not configured", sign(RSA, "RS512", claims("table", "table@example.com")));
        forged.put("another key under a known kid", sign(FOREIGN, "RS256", claims("table", "table@example.com")));
        forged.put("an unknown kid", sign(FORGERS, "RS256", claims("table", "table@example.com")));
        forged.put("its own key in the header", withJwk());
        forged.put("the address of its own keys in the header", withJku());
        forged.put("a critical header that nobody knows", critical());
        forged.put("another issuer", changed(c -> c.setIssuer("https://evil.example")));
        forged.put("the issuer with a slash", changed(c -> c.setIssuer(ISSUER + "/")));
        forged.put("no issuer", changed(c -> c.unsetClaim("iss")));
        forged.put("another audience", changed(c -> c.setAudience("shop")));
        forged.put("no audience", changed(c -> c.unsetClaim("aud")));
        forged.put("expired", changed(c -> {
            c.setIssuedAt(at(-300));
            c.setExpirationTime(at(-120));
        }));
        forged.put("never expires", changed(c -> c.unsetClaim("exp")));
        forged.put("exp is a text", changed(c -> c.setClaim("exp", "9999999999")));
        forged.put("not yet valid", changed(c -> c.setNotBefore(at(120))));
        forged.put("no subject", changed(c -> c.unsetClaim("sub")));
        forged.put("an empty subject", changed(c -> c.setSubject("")));
        forged.put("a subject with NUL", changed(c -> c.setSubject("a\u0000b")));
        String genuine = sign(RSA, "RS256", claims("table", "table@example.com"));
        String[] parts = genuine.split("\\.", -1);
        forged.put(
                "another payload under the signature",
                parts[0] + "."
                        + base64(claims("table", "table@example.com").toJson().replace("table@", "other@")) + "."
                        + parts[2]);
        forged.put(
                "another header under the signature",
                base64("{\"alg\":\"RS256\",\"kid\":\"rsa\",\"x\":1}") + "." + parts[1] + "." + parts[2]);
        forged.put("no signature", parts[0] + "." + parts[1] + ".");
        forged.put("half a signature", parts[0] + "." + parts[1] + "." + parts[2].substring(0, 100));
        forged.put(
                "an EC signature of zeroes",
                parts(EC)[0] + "." + parts(EC)[1] + "."
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]));
        forged.put("the payload is no object", rawSigned("[1]"));
        forged.put("the payload is no JSON", rawSigned("hello"));
        forged.put("five parts", genuine + ".a.b");
        return forged.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    HttpResponse<String> answer = session(entry.getValue());
                    Assertions.assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
                }));
    }

    @Test
    void everyConfiguredKindOfKeyIsTaken() {
        staff("kinds@example.com");
        for (String token : List.of(
                sign(RSA, "RS256", claims("kinds", "kinds@example.com")),
                sign(EC, "ES256", claims("kinds", "kinds@example.com")),
                sign(ED, "EdDSA", claims("kinds", "kinds@example.com")))) {
            HttpResponse<String> answer = session(token);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(json(answer).get("scopes").toString()).contains("customers:read");
        }
    }

    @Test
    void theSubjectThatCameFirstWithAProvenAddressIsTheStaffUser() {
        String id = staff("person@example.com");
        JwtClaims unproven = claims("s1", "person@example.com");
        unproven.setClaim("email_verified", false);
        assertThat(session(sign(RSA, "RS256", unproven)).statusCode()).isEqualTo(401);
        unproven.setClaim("email_verified", "true");
        assertThat(session(sign(RSA, "RS256", unproven)).statusCode()).isEqualTo(401);

        HttpResponse<String> in = session(sign(RSA, "RS256", claims("s1", "PERSON@example.com")));
        assertThat(json(in).get("id").asText()).isEqualTo("staff:" + id);
        assertThat(REST.get("/staff/" + id).body()).contains("\"state\":\"active\"");
        // Whoever gets the address later is somebody else.
        assertThat(session(sign(RSA, "RS256", claims("s2", "person@example.com")))
                        .statusCode())
                .isEqualTo(401);
        assertThat(session(sign(RSA, "RS256", claims("s1", "renamed@example.com")))
                        .statusCode())
                .isEqualTo(200);
        REST.send("POST", "/staff/" + id + "/deactivate", null);
        JwtClaims grouped = claims("s1", "person@example.com");
        grouped.setStringListClaim("groups", "readers");
        assertThat(session(sign(RSA, "RS256", grouped)).statusCode()).isEqualTo(401);
    }

    @Test
    void whoIsNoStaffUserHasWhatTheClaimGives() {
        JwtClaims claims = claims("outsider", "outsider@example.com");
        assertThat(session(sign(RSA, "RS256", claims)).statusCode()).isEqualTo(401);
        claims.setStringListClaim("groups", "unknown");
        assertThat(session(sign(RSA, "RS256", claims)).statusCode()).isEqualTo(401);
        claims.setStringListClaim("groups", "unknown", "readers");
        HttpResponse<String> in = session(sign(RSA, "RS256", claims));
        assertThat(json(in).get("id").asText()).isEqualTo("subject:outsider");
        assertThat(json(in).get("scopes").toString()).contains("customers:read").doesNotContain("customers:write");
        claims.setClaim("groups", "readers");
        assertThat(session(sign(RSA, "RS256", claims)).statusCode()).isEqualTo(200);
    }

    @Test
    void clocksMayDifferALittle() {
        staff("clock@example.com");
        JwtClaims claims = claims("clock", "clock@example.com");
        claims.setIssuedAt(at(-90));
        claims.setExpirationTime(at(-30));
        assertThat(session(sign(RSA, "RS256", claims)).statusCode()).isEqualTo(200);
    }

    @Test
    void aNewKeyIsFetchedButNotForEveryForgedToken() throws Exception {
        staff("rotated@example.com");
        PublicJsonWebKey next = rsa("next");
        String before = keys;
        try {
            keys = new JsonWebKeySet(RSA, EC, ED, next).toJson();
            String token = sign(next, "RS256", claims("rotated", "rotated@example.com"));
            long end = System.nanoTime() + 5_000_000_000L;
            int status = session(token).statusCode();
            while (status != 200 && System.nanoTime() < end) {
                Thread.sleep(50);
                status = session(token).statusCode();
            }
            assertThat(status).isEqualTo(200);
            int fetched = FETCHED.get();
            long began = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                session(sign(FORGERS, "RS256", claims("x", "x@example.com")));
            }
            long pauses = (System.nanoTime() - began) / 300_000_000L;
            assertThat(FETCHED.get() - fetched).isLessThanOrEqualTo((int) pauses + 1);
        } finally {
            keys = before;
        }
    }

    @Test
    void withoutTheKeysOfTheIssuerNobodyComesInAndNothingBreaks() {
        try (StaffKit kit = new StaffKit(
                        Map.of("issuer", ISSUER, "audience", AUDIENCE, "jwksUrl", ISSUER + "/nothing-here"));
                RestFixture rest = kit.rest().start()) {
            HttpResponse<String> answer =
                    rest.get("/session", "Authorization", "Bearer " + sign(RSA, "RS256", claims("a", "a@example.com")));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(rest.get("/session").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void withoutAnIssuerNoTokenOpensAnything() {
        try (StaffKit kit = new StaffKit(Map.of());
                RestFixture rest = kit.rest().start()) {
            assertThat(rest.get(
                                    "/session",
                                    "Authorization",
                                    "Bearer " + sign(RSA, "RS256", claims("a", "a@example.com")))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void anUnsafeConfigurationIsRefused() {
        for (Map<String, Object> unsafe : List.<Map<String, Object>>of(
                Map.of("issuer", ISSUER),
                Map.of("issuer", "http://idp.example", "audience", AUDIENCE),
                Map.of("issuer", ISSUER, "audience", AUDIENCE, "jwksUrl", "http://idp.example/keys"),
                Map.of("issuer", ISSUER, "audience", AUDIENCE, "algorithms", new String[] {"HS256"}),
                Map.of("issuer", ISSUER, "audience", AUDIENCE, "algorithms", new String[] {"RS256", "none"}),
                Map.of("issuer", ISSUER, "audience", AUDIENCE, "algorithms", new String[0]),
                Map.of("issuer", ISSUER, "audience", AUDIENCE, "roles", new String[] {"administrator"}))) {
            Assertions.assertThatThrownBy(() -> new IssuedTokens(StaffKit.config(OidcConfig.class, unsafe)))
                    .as(unsafe.toString())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static HttpResponse<String> session(String token) {
        return REST.get("/session", "Authorization", "Bearer " + token);
    }

    private static String staff(String email) {
        HttpResponse<String> made = REST.post(
                "/staff", "{\"email\":\"" + email + "\",\"name\":\"N\",\"grants\":[{\"role\":\"customer-service\"}]}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return json(made).get("id").asText();
    }

    private static JwtClaims claims(String subject, String email) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject(subject);
        claims.setExpirationTime(at(300));
        claims.setIssuedAt(at(0));
        claims.setClaim("email", email);
        claims.setClaim("email_verified", true);
        return claims;
    }

    private static NumericDate at(long seconds) {
        return NumericDate.fromSeconds(NumericDate.now().getValue() + seconds);
    }

    private static String changed(Consumer<JwtClaims> change) {
        JwtClaims claims = claims("table", "table@example.com");
        change.accept(claims);
        return sign(RSA, "RS256", claims);
    }

    private static String sign(PublicJsonWebKey key, String algorithm, JwtClaims claims) {
        JsonWebSignature signature = signature(key, algorithm);
        signature.setPayload(claims.toJson());
        return compact(signature);
    }

    private static JsonWebSignature signature(PublicJsonWebKey key, String algorithm) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setKey(key.getPrivateKey());
        return signature;
    }

    private static String rawSigned(String payload) {
        JsonWebSignature signature = signature(RSA, "RS256");
        signature.setPayload(payload);
        return compact(signature);
    }

    private static String withJwk() {
        JsonWebSignature signature = signature(FORGERS, "RS256");
        signature.setJwkHeader(FORGERS);
        signature.setPayload(claims("table", "table@example.com").toJson());
        return compact(signature);
    }

    private static String withJku() {
        JsonWebSignature signature = signature(FORGERS, "RS256");
        signature.setHeader("jku", ISSUER + "/forged");
        signature.setPayload(claims("table", "table@example.com").toJson());
        return compact(signature);
    }

    private static String critical() {
        JsonWebSignature signature = signature(RSA, "RS256");
        signature.setHeader("exp-policy", "x");
        signature.setCriticalHeaderNames("exp-policy");
        signature.setPayload(claims("table", "table@example.com").toJson());
        return compact(signature);
    }

    private static String unsigned(String algorithm) {
        return raw(
                "{\"alg\":\"" + algorithm + "\"}",
                claims("table", "table@example.com").toJson(),
                "");
    }

    private static String hmac(byte[] secret) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue("HS256");
        signature.setKeyIdHeaderValue("rsa");
        signature.setKey(new HmacKey(secret));
        signature.setPayload(claims("table", "table@example.com").toJson());
        return compact(signature);
    }

    private static byte[] pem(PublicJsonWebKey key) {
        return ("-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(key.getPublicKey().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String[] parts(PublicJsonWebKey key) {
        return sign(key, "ES256", claims("table", "table@example.com")).split("\\.", -1);
    }

    private static String raw(String header, String payload, String signature) {
        return base64(header) + "." + base64(payload) + "." + signature;
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String compact(JsonWebSignature signature) {
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Made {
        PublicJsonWebKey key() throws JoseException;
    }

    private static PublicJsonWebKey rsa(String id) {
        return with(id, () -> RsaJwkGenerator.generateJwk(2048));
    }

    private static PublicJsonWebKey with(String id, Made made) {
        try {
            PublicJsonWebKey key = made.key();
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpServer server() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            String issuer = "http://127.0.0.1:" + server.getAddress().getPort();
            serve(
                    server,
                    "/.well-known/openid-configuration",
                    () -> "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + issuer + "/keys\"}");
            serve(server, "/keys", () -> {
                FETCHED.incrementAndGet();
                return keys;
            });
            serve(server, "/forged", () -> new JsonWebKeySet(FORGERS).toJson());
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void serve(HttpServer server, String path, java.util.function.Supplier<String> body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
