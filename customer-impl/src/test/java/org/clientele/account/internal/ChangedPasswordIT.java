package org.clientele.account.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.account.Login;
import org.clientele.customer.Customer;
import org.clientele.customer.internal.Shop;
import org.clientele.rest.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A password that is changed ends what whoever knew the old one has begun. */
@Timeout(60)
final class ChangedPasswordIT {
    private static final String OLD = "correct horse battery";
    private static final String NEW = "staple of another kind";
    private static final Shop SHOP = Shop.open();
    private static final AccountKit KIT =
            AccountKit.of(SHOP, Map.of("triesOfAddress", 1_000_000, "mailsOfAddress", 1_000_000));
    private static final Caller STORE = new Caller("key:store", "Store", Set.of(Caller.STORE_USE), Optional.empty());

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void anAddressThatWasAskedForWithTheOldOneIsWithdrawnByAChange() {
        UUID id = registered("changed@example.com", OLD);
        String session = login("changed@example.com", OLD).token();
        KIT.logins().requestEmailChange(id, "thief@example.com", OLD, "client");
        String token = KIT.token("email-change", "thief@example.com");
        KIT.logins().changePassword(id, OLD, NEW, session, "client");
        assertThatThrownBy(() -> KIT.logins().changeEmail(token)).isInstanceOf(Problem.Gone.class);
    }

    @Test
    void anAddressThatWasAskedForWithTheOldOneIsWithdrawnByAReset() {
        UUID id = registered("reset@example.com", OLD);
        KIT.logins().requestEmailChange(id, "robber@example.com", OLD, "client");
        String token = KIT.token("email-change", "robber@example.com");
        as(() -> {
            KIT.logins().requestPassword("reset@example.com", "client");
            return true;
        });
        KIT.logins().setPassword(KIT.token("password-reset", "reset@example.com"), NEW);
        assertThatThrownBy(() -> KIT.logins().changeEmail(token)).isInstanceOf(Problem.Gone.class);
        assertThat(login("reset@example.com", NEW).customer().id()).isEqualTo(id);
    }

    @Test
    void anAddressIsStillProvenByItsLinkAfterThePasswordWasSet() {
        String email = "proven@example.com";
        as(() -> {
            register(email, OLD);
            KIT.logins().requestPassword(email, "client");
            return true;
        });
        KIT.logins().setPassword(KIT.token("password-reset", email), NEW);
        assertThat(KIT.logins().verify(KIT.token("verification", email)).email())
                .contains(email);
    }

    @Test
    void aLoginThatIsUnderWayWithTheOldOneIsRefused() {
        UUID id = registered("late@example.com", OLD);
        UUID other = registered("other@example.com", NEW);
        CompletableFuture<Login> late = whileItWaits("late@example.com", id, other);
        assertThatThrownBy(late::join).hasRootCauseInstanceOf(Problem.Unauthenticated.class);
        assertThat(login("late@example.com", NEW).customer().id()).isEqualTo(id);
    }

    @Test
    void aLoginThatIsUnderWayWithTheRightOneIsNotRefusedBecauseItWasHashedAnew() {
        UUID id = registered("anew@example.com", OLD);
        UUID other = registered("same@example.com", OLD);
        assertThat(whileItWaits("anew@example.com", id, other).join().customer().id())
                .isEqualTo(id);
    }

    /** Gives the customer the hash of another one while a login with the old password has been found right and waits for the row. */
    private static CompletableFuture<Login> whileItWaits(String email, UUID id, UUID other) {
        return SHOP.transactions().sql(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("select 1 from customer.customer where id = '" + id + "' for update");
                CompletableFuture<Login> login = CompletableFuture.supplyAsync(() -> login(email, OLD));
                while (!isAwaited(statement)) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
                statement.execute("update customer.account_credential set password ="
                        + " (select password from customer.account_credential where customer_id = '" + other
                        + "') where customer_id = '" + id + "'");
                return login;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static boolean isAwaited(Statement statement) throws java.sql.SQLException {
        try (ResultSet row = statement.executeQuery("select exists (select from pg_locks where not granted)")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static UUID registered(String email, String password) {
        return as(() -> {
            register(email, password);
            return KIT.logins().verify(KIT.token("verification", email)).id();
        });
    }

    private static void register(String email, String password) {
        String body = "{\"account\":true,\"newsletter\":false,\"email\":\"" + email + "\"}";
        KIT.logins()
                .register(
                        Json.read(body.getBytes(StandardCharsets.UTF_8), Customer.Registration.class),
                        Optional.of(password),
                        "client");
    }

    private static Login login(String email, String password) {
        return as(() -> KIT.logins().login(email, password, "client"));
    }

    private static <T> T as(Supplier<T> work) {
        return SHOP.access().call(STORE, work);
    }
}
