package org.clientele.account.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.clientele.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordsTest {
    private static final Argon2 QUICK = new Argon2(64, 1, 1);

    /** RFC 9106, section 5.3. */
    @Test
    void theTestVectorOfTheRfcComesOut() {
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(32)
                .withIterations(3)
                .withParallelism(4)
                .withSalt(bytes(2, 16))
                .withSecret(bytes(3, 8))
                .withAdditional(bytes(4, 12))
                .build();

        assertThat(HexFormat.of().formatHex(Argon2.derive(parameters, bytes(1, 32), 32)))
                .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    }

    @Test
    void aHashTellsItsParametersAndOnlyItsPassword() {
        Passwords passwords = new Passwords(1);
        String hash = passwords.hash("correct horse");

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.matches("correct horse", Optional.of(hash))).isTrue();
        assertThat(passwords.matches("correct horsf", Optional.of(hash))).isFalse();
        assertThat(passwords.matches("", Optional.empty())).isFalse();
        assertThat(passwords.hash("correct horse")).isNotEqualTo(hash);
    }

    @Test
    void aHashWithOtherParametersStillMatchesAndIsNotCurrent() {
        Passwords passwords = new Passwords(1);
        String old = QUICK.hash("correct horse".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(passwords.matches("correct horse", Optional.of(old))).isTrue();
        assertThat(passwords.isCurrent(old)).isFalse();
        assertThat(passwords.isCurrent(passwords.hash("correct horse"))).isTrue();
    }

    @Test
    void lettersMatchHoweverAKeyboardComposesThem() {
        Passwords passwords = new Passwords(1);

        assertThat(passwords.matches("cafe\u0301 latte", Optional.of(passwords.hash("caf\u00e9 latte"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "1234567", "password", "PASSWORD123", "qwertyuiop", "me@example.com"})
    void weakOnesAreRefused(String password) {
        assertThatThrownBy(() -> Passwords.check(password, "me@example.com"))
                .isInstanceOfSatisfying(Problem.Invalid.class, invalid -> assertThat(
                                invalid.violations().get(0).pointer())
                        .isEqualTo("/password"));
    }

    @Test
    void anythingElseUpTo1024BytesIsTaken() {
        Passwords.check("eight ch", "me@example.com");
        Passwords.check("\ud83d\ude00".repeat(8), "me@example.com");
        Passwords.check("x".repeat(1024), "me@example.com");
        assertThatThrownBy(() -> Passwords.check("\u00e9".repeat(513), "me@example.com"))
                .isInstanceOf(Problem.Invalid.class);
    }

    @Test
    void whoeverWaitsTooLongIsSentAwayForAMoment() {
        Passwords passwords = new Passwords(1);
        CompletableFuture<?>[] crowd = IntStream.range(0, 400)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> passwords.hash("correct horse"), work -> new Thread(work).start()))
                .toArray(CompletableFuture[]::new);

        Throwable refused = Arrays.stream(crowd)
                .map(one -> catchThrowableOfType(java.util.concurrent.CompletionException.class, one::join))
                .filter(java.util.Objects::nonNull)
                .map(Throwable::getCause)
                .findFirst()
                .orElseThrow();

        assertThat(refused).isInstanceOfSatisfying(Problem.Unavailable.class, busy -> {
            assertThat(busy.code()).isEqualTo("busy");
            assertThat(busy.retryAfter()).isPositive();
        });
    }

    private static byte[] bytes(int value, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
