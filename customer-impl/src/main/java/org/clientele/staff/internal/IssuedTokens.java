package org.clientele.staff.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Grant;
import org.clientele.access.Identity;
import org.clientele.customer.internal.CustomerChecks;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of the configured issuer. A staff user is known by the subject that first came with the proven address, from then on
 * by the subject alone; whoever is no staff user has what the roles claim gives, if it is configured.
 */
@Component(service = IssuedTokens.class, configurationPid = "org.clientele.oidc")
@Designate(ocd = OidcConfig.class)
public final class IssuedTokens {
    /** Every one is made with a private key. */
    private static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

    private static final Logger LOG = LoggerFactory.getLogger(IssuedTokens.class);
    private static final int LONGEST_SUBJECT = 255;

    private final String issuer;
    private final RoleClaims roleClaims;
    private final Optional<JwtConsumer> consumer;

    @Activate
    public IssuedTokens(OidcConfig config) {
        this(config, Duration.ofMinutes(10), Duration.ofSeconds(30));
    }

    /**
     * @param life after how long keys are fetched again
     * @param pause how long it takes until they may be fetched again
     */
    IssuedTokens(OidcConfig config, Duration life, Duration pause) {
        issuer = config.issuer().strip();
        roleClaims = RoleClaims.of(config.rolesClaim(), config.roles());
        consumer = issuer.isEmpty() ? Optional.empty() : Optional.of(consumer(config, life, pause));
    }

    private JwtConsumer consumer(OidcConfig config, Duration life, Duration pause) {
        String audience = config.audience().strip();
        if (audience.isEmpty()) {
            throw new IllegalArgumentException("an issuer needs an audience: its tokens may be meant for others");
        }
        String[] algorithms = Arrays.stream(config.algorithms())
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toArray(String[]::new);
        if (algorithms.length == 0 || !ALGORITHMS.containsAll(Arrays.asList(algorithms))) {
            throw new IllegalArgumentException("algorithms are of " + ALGORITHMS);
        }
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(
                        new IssuerKeys(issuer, config.jwksUrl().strip(), life, pause))
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, algorithms)
                .setExpectedIssuer(true, issuer)
                .setExpectedAudience(true, audience)
                .setRequireExpirationTime()
                .setRequireSubject()
                .setAllowedClockSkewInSeconds(config.clockSkewSeconds())
                .build();
    }

    /** What a token says, if all of it is to be believed. */
    Optional<JwtClaims> verify(String token) {
        if (consumer.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(consumer.get().processToClaims(token));
        } catch (InvalidJwtException refused) {
            for (Throwable cause = refused.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof Problem.Unavailable away) {
                    throw away;
                }
            }
            // Its message quotes the token.
            LOG.debug("a token was refused: {}", refused.getErrorDetails().size());
            return Optional.empty();
        }
    }

    /** Whom the claims of a verified token speak of; empty if nobody who may come in. */
    Optional<Identity> identity(Connection connection, JwtClaims claims) throws SQLException {
        Optional<String> subject = text(claims, "sub");
        if (subject.isEmpty()) {
            return Optional.empty();
        }
        String known = issuer + "|" + subject.get();
        Optional<StaffUser> user = StaffRows.ofSubject(connection, known);
        if (user.isPresent()) {
            return StaffSessions.identity(connection, user.get().id());
        }
        Optional<StaffUser> addressed = addressed(connection, claims);
        if (addressed.isPresent()) {
            UUID id = addressed.get().id();
            return introduce(connection, id, known) ? StaffSessions.identity(connection, id) : Optional.empty();
        }
        Map<String, Set<String>> roles = StaffRows.roles(connection);
        List<Grant> grants = roleClaims.grants(claims).stream()
                .map(grant -> grant.resolved(roles))
                .toList();
        return grants.isEmpty()
                ? Optional.empty()
                : Optional.of(new Identity("subject:" + subject.get(), name(claims, subject.get()), grants));
    }

    /** Whose address it is, if the issuer says that it is proven. */
    private static Optional<StaffUser> addressed(Connection connection, JwtClaims claims) throws SQLException {
        Optional<String> email = Boolean.TRUE.equals(claims.getClaimValue("email_verified"))
                ? CustomerChecks.canonicalEmail(text(claims, "email"))
                : Optional.empty();
        return email.isEmpty() ? Optional.empty() : StaffRows.find(connection, email.get());
    }

    /** Remembers the subject; false if somebody else came with the address before, or nobody may. */
    private static boolean introduce(Connection connection, UUID id, String subject) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update customer.staff set subject = ?, state = 'active', last_login_at = now(), version = version + 1
                where id = ? and subject is null and state <> 'inactive'""")) {
            update.setString(1, subject);
            update.setObject(2, id);
            if (update.executeUpdate() == 0) {
                return false;
            }
        }
        try (PreparedStatement delete =
                connection.prepareStatement("delete from customer.staff_token where staff_id = ?")) {
            delete.setObject(1, id);
            delete.executeUpdate();
        }
        return true;
    }

    private static String name(JwtClaims claims, String subject) {
        return text(claims, "name").filter(name -> name.length() <= 100).orElse(subject);
    }

    private static Optional<String> text(JwtClaims claims, String name) {
        try {
            return Optional.ofNullable(claims.getStringClaimValue(name))
                    .filter(value -> !value.isBlank()
                            && value.length() <= LONGEST_SUBJECT
                            && value.chars().noneMatch(Character::isISOControl)
                            && value.chars().noneMatch(c -> Character.isSurrogate((char) c)));
        } catch (MalformedClaimException unfit) {
            return Optional.empty();
        }
    }
}
