package org.clientele.account.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.clientele.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Which passwords are taken, and their hashes. As many are hashed at a time as there are cores, so that logins cannot starve
 * whatever else the node does. Thread-safe.
 */
@Component(service = Passwords.class)
public final class Passwords {
    private static final int SHORTEST = 8;
    private static final int LONGEST = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Set<String> COMMON = common();

    private final Semaphore room;
    private final Argon2 argon2 = Argon2.USUAL;
    private final String decoy = argon2.hash(new byte[0]);

    @Activate
    public Passwords() {
        this(Runtime.getRuntime().availableProcessors());
    }

    Passwords(int atATime) {
        room = new Semaphore(atATime, true);
    }

    /** @throws Problem.Invalid at {@code /password} if it is not to be taken for this address */
    public static void check(String password, String email) {
        String plain = normal(password).toLowerCase(Locale.ROOT);
        Problem.Invalid.check(checks -> checks.that(
                        plain.codePointCount(0, plain.length()) >= SHORTEST,
                        "/password",
                        "too-short",
                        "A password has at least " + SHORTEST + " characters.")
                .that(bytes(password).length <= LONGEST, "/password", "too-long", "A password has at most 1024 bytes.")
                .that(
                        !COMMON.contains(plain) && !plain.equals(email),
                        "/password",
                        "too-common",
                        "This password is among the first that are guessed."));
    }

    /**
     * A hash to keep.
     *
     * @throws Problem.Unavailable {@code busy} if there was no room for two seconds
     */
    public String hash(String password) {
        return within(() -> argon2.hash(bytes(password)));
    }

    /**
     * Whether the hash was made of the password; without a hash as slowly as with one.
     *
     * @throws Problem.Unavailable {@code busy} if there was no room for two seconds
     */
    public boolean matches(String password, Optional<String> hash) {
        byte[] bytes = bytes(password);
        boolean sane = bytes.length <= LONGEST;
        boolean right = within(() -> Argon2.matches(hash.orElse(decoy), sane ? bytes : new byte[1]));
        return right && sane && hash.isPresent();
    }

    /** Whether a hash is as strong as new ones are. */
    public boolean isCurrent(String hash) {
        return argon2.made(hash);
    }

    private <T> T within(Supplier<T> work) {
        boolean admitted = false;
        try {
            admitted = room.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        if (!admitted) {
            throw new Problem.Unavailable("busy", "Too many logins at once.", Duration.ofSeconds(1));
        }
        try {
            return work.get();
        } finally {
            room.release();
        }
    }

    /** Keyboards differ in how they write the same letter. */
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    private static byte[] bytes(String password) {
        return normal(password).getBytes(StandardCharsets.UTF_8);
    }

    private static Set<String> common() {
        try (InputStream list = Objects.requireNonNull(Passwords.class.getResourceAsStream("common-passwords.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
