package org.clientele.access.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.access.Keys;
import org.clientele.customer.internal.Shop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeysIT {
    private final Shop shop = Shop.open();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    Path etc;

    @BeforeEach
    void here() {
        System.setProperty("karaf.etc", etc.toString());
    }

    @AfterEach
    void close() {
        System.clearProperty("karaf.etc");
        shop.close();
    }

    @Test
    void theFirstKeyIsRandomAndOnlyItsOwnerMayReadIt() throws Exception {
        Keys keys = keys("");
        Path file = etc.resolve("clientele-admin.token");
        String token = Files.readString(file).strip();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(keys.authenticate(token)).get().satisfies(caller -> assertThat(caller.may("customers:write"))
                .isTrue());
        keys("");
        assertThat(Files.readString(file).strip()).isEqualTo(token);
        assertThat(as(admin(), keys::list)).hasSize(1);
    }

    @Test
    void aConfiguredTokenOpensUntilItIsAnother() {
        assertThat(keys("first-configured-token-00").authenticate("first-configured-token-00"))
                .isPresent();
        Keys changed = keys("other-configured-token-00");

        assertThat(changed.authenticate("first-configured-token-00")).isEmpty();
        assertThat(changed.authenticate("other-configured-token-00")).isPresent();
        assertThat(etc.resolve("clientele-admin.token")).doesNotExist();
    }

    @Test
    void aKeyEndsWhenItExpiresOrIsRevoked() {
        Keys keys = keys("configured-token-0000000");
        Keys.Issued issued = as(admin(), () -> keys.issue(request(Set.of("customers:read"), Optional.empty())));
        assertThat(keys.authenticate(issued.token())).get().satisfies(caller -> {
            assertThat(caller.may("customers:read")).isTrue();
            assertThat(caller.may("customers:write")).isFalse();
        });

        as(admin(), () -> revoke(keys, issued.id()));
        assertThat(keys.authenticate(issued.token())).isEmpty();
        assertThatThrownBy(() -> as(admin(), () -> revoke(keys, issued.id()))).isInstanceOf(Problem.NotFound.class);
        Keys.Issued brief = as(
                admin(),
                () -> keys.issue(new Keys.Request(
                        "brief",
                        Set.of("customers:read"),
                        Optional.empty(),
                        Optional.of(Instant.now().plus(Duration.ofMinutes(1))))));
        shop.sql("update customer.api_key set expires_at = now() - interval '1 second' where name = 'brief'");
        assertThat(keys.authenticate(brief.token())).isEmpty();
    }

    @Test
    void aKeyCannotDoMoreThanItsMaker() {
        Keys keys = keys("configured-token-0000000");
        Caller maker = new Caller(
                "key:maker", "maker", Set.of("staff:write", "customers:read"), Optional.of(Set.of("a", "b")));

        assertThatThrownBy(() -> as(maker, () -> keys.issue(request(Set.of("*"), Optional.of(Set.of("a"))))))
                .isInstanceOf(Problem.Forbidden.class);
        assertThatThrownBy(
                        () -> as(maker, () -> keys.issue(request(Set.of("customers:read"), Optional.of(Set.of("c"))))))
                .isInstanceOf(Problem.Forbidden.class);
        assertThatThrownBy(() -> as(maker, () -> keys.issue(request(Set.of("customers:read"), Optional.empty()))))
                .isInstanceOf(Problem.Forbidden.class);
        assertThat(as(maker, () -> keys.issue(request(Set.of("customers:read"), Optional.of(Set.of("a")))))
                        .token())
                .startsWith("clk_");
    }

    @Test
    void whoSeesSomeSellerAccountsHasNothingToDoWithOtherKeys() {
        Keys keys = keys("configured-token-0000000");
        Caller north = new Caller("key:n", "n", Set.of("*"), Optional.of(Set.of("north")));
        Keys.Issued all = as(admin(), () -> keys.issue(request(Set.of("customers:read"), Optional.empty())));
        Keys.Issued south =
                as(admin(), () -> keys.issue(request(Set.of("customers:read"), Optional.of(Set.of("north", "south")))));
        Keys.Issued own =
                as(admin(), () -> keys.issue(request(Set.of("customers:read"), Optional.of(Set.of("north")))));

        assertThat(as(north, keys::list)).extracting(Keys.Key::id).containsExactly(own.id());
        assertThatThrownBy(() -> as(north, () -> revoke(keys, all.id()))).isInstanceOf(Problem.NotFound.class);
        assertThatThrownBy(() -> as(north, () -> revoke(keys, south.id()))).isInstanceOf(Problem.NotFound.class);
        assertThat(as(north, () -> revoke(keys, own.id()))).isTrue();
    }

    @Test
    void onlyTheHashIsStored() {
        Keys keys = keys("configured-token-0000000");
        Keys.Issued issued = as(admin(), () -> keys.issue(request(Set.of("customers:read"), Optional.empty())));

        String stored = shop.transactions().read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("select string_agg(k::text, ' ') from customer.api_key k")) {
                row.next();
                return row.getString(1);
            }
        });
        assertThat(stored).doesNotContain(issued.token()).doesNotContain("configured-token-0000000");
    }

    private Keys keys(String adminToken) {
        return new JdbcKeys(shop.transactions(), shop.access(), new Config(adminToken));
    }

    private static Keys.Request request(Set<String> scopes, Optional<Set<String>> sellerAccounts) {
        return new Keys.Request("key", scopes, sellerAccounts, Optional.empty());
    }

    private static Caller admin() {
        return Caller.system("test");
    }

    private static boolean revoke(Keys keys, UUID id) {
        keys.revoke(id);
        return true;
    }

    private <T> T as(Caller caller, Supplier<T> work) {
        return shop.access().call(caller, work);
    }

    private record Config(String adminToken) implements AccessConfig {
        @Override
        public Class<? extends Annotation> annotationType() {
            return AccessConfig.class;
        }
    }
}
