package org.clientele.staff.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.customer.internal.CustomerChecks;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Who works here. Callers see who has to do with their seller accounts; nobody gives, takes or touches what they do not have
 * themselves, and one administrator stays.
 */
@Component(service = JdbcStaff.class)
public final class JdbcStaff {
    private final Transactions transactions;
    private final Access access;
    private final StaffMails mails;

    @Activate
    public JdbcStaff(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference StaffMails mails) {
        this.transactions = transactions;
        this.access = access;
        this.mails = mails;
    }

    /** Somebody new. */
    record Invitation(String email, String name, Optional<String> locale, List<Granted> grants) {}

    /** What can be changed of somebody. */
    public record Profile(String email, String name, Optional<String> locale) {}

    List<StaffUser> list() {
        return transactions.read(connection -> StaffRows.all(connection).stream()
                .flatMap(user -> seen(user).stream())
                .toList());
    }

    StaffUser get(UUID id) {
        return transactions.read(connection -> seen(find(connection, id)).orElseThrow(JdbcStaff::notFound));
    }

    StaffUser invite(Invitation asked) {
        Profile profile = checked(new Profile(asked.email(), asked.name(), asked.locale()));
        return transactions.sql(connection -> {
            StaffRows.lock(connection);
            Map<String, Set<String>> roles = StaffRows.roles(connection);
            Problem.Invalid.check(checks -> Granted.check(checks, "/grants", asked.grants(), roles));
            requireWithin(asked.grants(), roles);
            requireSome(asked.grants());
            UUID id = Uuid7.next();
            StaffRows.insert(connection, id, profile.email(), profile.name(), profile.locale());
            StaffRows.grant(connection, id, asked.grants());
            StaffUser user = find(connection, id);
            mails.invitation(user);
            return seen(user).orElseThrow(JdbcStaff::notFound);
        });
    }

    StaffUser change(UUID id, OptionalLong version, Profile wanted) {
        Profile profile = checked(wanted);
        return mutate(
                id,
                version,
                user -> new StaffUser(
                        user.id(),
                        profile.email(),
                        profile.name(),
                        profile.locale(),
                        user.state(),
                        user.grants(),
                        user.createdAt(),
                        user.lastLoginAt(),
                        user.version()));
    }

    StaffUser deactivate(UUID id) {
        return mutate(id, OptionalLong.empty(), user -> in(StaffUser.State.INACTIVE, user));
    }

    /** Who never came in is invited again. */
    StaffUser activate(UUID id) {
        return mutate(
                id,
                OptionalLong.empty(),
                user -> user.state() != StaffUser.State.INACTIVE
                        ? user
                        : in(user.lastLoginAt().isPresent() ? StaffUser.State.ACTIVE : StaffUser.State.INVITED, user));
    }

    void delete(UUID id, OptionalLong version) {
        transactions.sql(connection -> {
            StaffRows.lock(connection);
            Map<String, Set<String>> roles = StaffRows.roles(connection);
            StaffUser user = ofCaller(connection, id, version, roles);
            boolean before = hasAdministrator(connection, roles);
            StaffRows.delete(connection, user.id());
            requireAdministrator(connection, before);
            return true;
        });
    }

    /** Mails a link to set a password, whatever it was before. */
    void sendPassword(UUID id) {
        transactions.sql(connection -> {
            StaffUser user = find(connection, id);
            requireSeen(user);
            switch (user.state()) {
                case INVITED -> mails.invitation(user);
                case ACTIVE -> mails.passwordReset(user);
                case INACTIVE -> throw inactive();
            }
            return true;
        });
    }

    /** Puts other grants in place of those that lie within the caller's seller accounts. */
    StaffUser grant(UUID id, OptionalLong version, List<Granted> wanted) {
        return transactions.sql(connection -> {
            StaffRows.lock(connection);
            StaffUser user = find(connection, id);
            requireSeen(user);
            requireVersion(user, version);
            return granted(connection, user, wanted, "/grants");
        });
    }

    /**
     * Puts one grant in place of that for the same seller accounts; who is not there yet is invited.
     *
     * @param whom an e-mail address or a name
     */
    StaffUser share(String whom, Optional<String> name, Granted grant) {
        String email = CustomerChecks.canonicalEmail(Optional.of(whom)).orElse(whom);
        boolean address = CustomerChecks.isEmail(email);
        return transactions.sql(connection -> {
            StaffRows.lock(connection);
            Optional<StaffUser> found = address ? StaffRows.find(connection, email) : named(connection, whom);
            if (found.isEmpty()) {
                if (!address) {
                    throw Problem.Invalid.at("/user", "unknown", "There is nobody of this name; share by e-mail.");
                }
                return invite(new Invitation(email, name.orElse(email), Optional.empty(), List.of(grant)));
            }
            StaffUser user = found.get();
            if (user.state() == StaffUser.State.INACTIVE) {
                throw inactive();
            }
            List<Granted> wanted = new ArrayList<>(within(user));
            wanted.removeIf(other -> other.sellerAccounts().equals(grant.sellerAccounts()));
            wanted.add(grant);
            return granted(connection, user, wanted, "");
        });
    }

    private StaffUser granted(Connection connection, StaffUser user, List<Granted> wanted, String at)
            throws SQLException {
        Map<String, Set<String>> roles = StaffRows.roles(connection);
        Problem.Invalid.check(checks -> Granted.check(checks, at, wanted, roles));
        List<Granted> before = within(user);
        requireWithin(wanted.stream().filter(grant -> !before.contains(grant)).toList(), roles);
        requireWithin(before.stream().filter(grant -> !wanted.contains(grant)).toList(), roles);
        boolean administered = hasAdministrator(connection, roles);
        List<Granted> kept = user.grants().stream()
                .filter(grant -> !grant.liesIn(access.caller().sellerAccounts()))
                .toList();
        StaffRows.grant(
                connection,
                user.id(),
                Stream.concat(kept.stream(), wanted.stream()).toList());
        StaffRows.update(connection, user);
        requireAdministrator(connection, administered);
        StaffUser now = find(connection, user.id());
        return seen(now).orElse(now.with(List.of()));
    }

    private List<Granted> within(StaffUser user) {
        return user.grants().stream()
                .filter(grant -> grant.liesIn(access.caller().sellerAccounts()))
                .toList();
    }

    private Optional<StaffUser> named(Connection connection, String name) throws SQLException {
        List<StaffUser> found = StaffRows.all(connection).stream()
                .filter(user ->
                        user.name().equalsIgnoreCase(name.strip()) && seen(user).isPresent())
                .toList();
        if (found.size() > 1) {
            throw new Problem.Conflict("ambiguous", "Several have this name; share by e-mail.");
        }
        return found.stream().findFirst();
    }

    private StaffUser mutate(UUID id, OptionalLong version, UnaryOperator<StaffUser> change) {
        return transactions.sql(connection -> {
            StaffRows.lock(connection);
            Map<String, Set<String>> roles = StaffRows.roles(connection);
            StaffUser user = ofCaller(connection, id, version, roles);
            boolean before = hasAdministrator(connection, roles);
            StaffUser wanted = change.apply(user);
            if (!wanted.equals(user)) {
                StaffRows.update(connection, wanted);
                requireAdministrator(connection, before);
            }
            return find(connection, id);
        });
    }

    /** Whoever changes a person could become that person: by another address, for one. */
    private StaffUser ofCaller(Connection connection, UUID id, OptionalLong version, Map<String, Set<String>> roles)
            throws SQLException {
        StaffUser user = find(connection, id);
        requireSeen(user);
        requireVersion(user, version);
        requireWithin(user.grants(), roles);
        return user;
    }

    private void requireWithin(List<Granted> grants, Map<String, Set<String>> roles) {
        Caller caller = access.caller();
        if (!grants.stream().allMatch(grant -> grant.resolved(roles).isWithin(caller))) {
            throw new Problem.Forbidden("scope-missing", "Nobody gives or takes what they do not have themselves.");
        }
    }

    /** Who has nothing to do with the caller's seller accounts would be out of sight at once. */
    private void requireSome(List<Granted> grants) {
        if (grants.isEmpty() && access.caller().sellerAccounts().isPresent()) {
            throw Problem.Invalid.at("/grants", "required", "Say what somebody may in your seller accounts.");
        }
    }

    static boolean hasAdministrator(Connection connection, Map<String, Set<String>> roles) throws SQLException {
        return StaffRows.all(connection).stream()
                .anyMatch(user -> user.state() == StaffUser.State.ACTIVE && user.isAdministrator(roles));
    }

    /** @throws Problem.Conflict {@code last-administrator} if there was one, and is none any more */
    static void requireAdministrator(Connection connection, boolean before) throws SQLException {
        if (before && !hasAdministrator(connection, StaffRows.roles(connection))) {
            throw new Problem.Conflict("last-administrator", "The last administrator stays one.");
        }
    }

    private Optional<StaffUser> seen(StaffUser user) {
        Optional<Set<String>> own = access.caller().sellerAccounts();
        List<Granted> grants = user.grants().stream()
                .flatMap(grant -> grant.seenFrom(own).stream())
                .toList();
        return own.isPresent() && grants.isEmpty() ? Optional.empty() : Optional.of(user.with(grants));
    }

    private void requireSeen(StaffUser user) {
        if (seen(user).isEmpty()) {
            throw notFound();
        }
    }

    private static Profile checked(Profile profile) {
        String email =
                CustomerChecks.canonicalEmail(Optional.of(profile.email())).orElse("");
        String name = profile.name().strip();
        Problem.Invalid.check(checks -> checks.that(
                        CustomerChecks.isEmail(email), "/email", "email", "This is no e-mail address.")
                .that(
                        !name.isEmpty() && name.length() <= 100 && name.chars().noneMatch(Character::isISOControl),
                        "/name",
                        "length",
                        "A name has 1 to 100 characters.")
                .that(
                        profile.locale()
                                .map(tag -> tag.matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,5}"))
                                .orElse(true),
                        "/locale",
                        "locale",
                        "A locale is written as in BCP 47."));
        return new Profile(email, name, profile.locale());
    }

    private static void requireVersion(StaffUser user, OptionalLong version) {
        if (version.isPresent() && version.getAsLong() != user.version()) {
            throw new Problem.Stale("The staff user was changed meanwhile.");
        }
    }

    private static StaffUser in(StaffUser.State state, StaffUser user) {
        return new StaffUser(
                user.id(),
                user.email(),
                user.name(),
                user.locale(),
                state,
                user.grants(),
                user.createdAt(),
                user.lastLoginAt(),
                user.version());
    }

    private static StaffUser find(Connection connection, UUID id) throws SQLException {
        return StaffRows.find(connection, id).orElseThrow(JdbcStaff::notFound);
    }

    private static Problem.Conflict inactive() {
        return new Problem.Conflict("inactive", "The staff user is deactivated.");
    }

    static Problem.NotFound notFound() {
        return new Problem.NotFound("There is no such staff user.");
    }
}
