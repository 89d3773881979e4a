package org.clientele.account.internal;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.clientele.Problem;
import org.clientele.access.internal.Tokens;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * How often somebody may try. Each bucket has several limits, so that the wait grows with the tries: seconds after the first
 * few, then minutes. All nodes share the buckets. Thread-safe.
 */
@Component(service = Throttle.class)
public final class Throttle {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final BucketConfiguration MAILS_OF_ADDRESSEE = BucketConfiguration.builder()
            .addLimit(limit(10, Duration.ofHours(1)))
            .addLimit(limit(40, Duration.ofDays(1)))
            .build();

    private final Buckets buckets;
    private final BucketConfiguration triesOfAccount;
    private final BucketConfiguration triesOfAddress;
    private final BucketConfiguration mailsOfAddress;

    @Activate
    public Throttle(
            @Reference(target = "(schema=customer)") Transactions transactions, @Reference AccountSettings settings) {
        this.buckets = new Buckets(transactions);
        int account = settings.triesOfAccount();
        this.triesOfAccount = BucketConfiguration.builder()
                .addLimit(limit(account, MINUTE))
                .addLimit(limit(2L * account, Duration.ofMinutes(15)))
                .addLimit(limit(4L * account, Duration.ofHours(2)))
                .addLimit(limit(10L * account, Duration.ofDays(1)))
                .build();
        int address = settings.triesOfAddress();
        this.triesOfAddress = BucketConfiguration.builder()
                .addLimit(limit(address, MINUTE))
                .addLimit(limit(10L * address, Duration.ofHours(1)))
                .addLimit(limit(40L * address, Duration.ofDays(1)))
                .build();
        int mails = settings.mailsOfAddress();
        this.mailsOfAddress =
                BucketConfiguration.builder().addLimit(limit(mails, MINUTE)).build();
    }

    @Deactivate
    void deactivate() {
        buckets.close();
    }

    private static Bandwidth limit(long tries, Duration period) {
        return Bandwidth.builder().capacity(tries).refillGreedy(tries, period).build();
    }

    /**
     * Counts a try with a password.
     *
     * @throws Problem.TooMany {@code locked-out}, whether or not the password is right
     */
    public void attempt(String email, String client) {
        Optional<Duration> wait = buckets.within(() -> {
            Optional<Duration> ofAddress = take(address(client));
            return ofAddress.isPresent() ? ofAddress : take(account(email));
        });
        refuse(wait, "Too many wrong passwords.");
    }

    /** The try was right: it counts as none, and the account's wrong ones before are forgotten. */
    public void succeeded(String email, String client) {
        buckets.within(() -> {
            address(client).addTokens(1);
            buckets.remove(accountKey(email));
            return true;
        });
    }

    /** Forgets the wrong tries for an account. */
    public void forget(String email) {
        buckets.within(() -> {
            buckets.remove(accountKey(email));
            return true;
        });
    }

    boolean isLockedOut(String email) {
        return !buckets.within(() -> account(email).estimateAbilityToConsume(1).canBeConsumed());
    }

    /**
     * Counts a request of somebody unknown for a mail.
     *
     * @throws Problem.TooMany {@code locked-out}
     */
    public void request(String client) {
        refuse(
                buckets.within(() -> take(buckets.bucket("m:" + hash(network(client)), mailsOfAddress))),
                "Too many requests.");
    }

    /** Counts a mail that somebody unknown makes us send; false if the addressee had enough of them. */
    public boolean mayMail(String email) {
        return buckets.within(() ->
                take(buckets.bucket("t:" + hash(email), MAILS_OF_ADDRESSEE)).isEmpty());
    }

    private Bucket account(String email) {
        return buckets.bucket(accountKey(email), triesOfAccount);
    }

    private Bucket address(String client) {
        return buckets.bucket("n:" + hash(network(client)), triesOfAddress);
    }

    private static String accountKey(String email) {
        return "a:" + hash(email);
    }

    /** @return how long to wait, if there is nothing to take */
    private static Optional<Duration> take(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private static void refuse(Optional<Duration> wait, String why) {
        if (wait.isPresent()) {
            throw new Problem.TooMany(
                    "locked-out",
                    why + " Wait a while.",
                    Duration.ofSeconds(wait.get().toSeconds() + 1));
        }
    }

    /** Who has one address of version 6 has the 64 bits behind it, too. */
    private static String network(String client) {
        if (client.indexOf(':') < 0) {
            return client;
        }
        try {
            byte[] address = InetAddress.getByName(client).getAddress();
            return address.length == 16 ? Arrays.toString(Arrays.copyOf(address, 8)) : client;
        } catch (UnknownHostException none) {
            return client;
        }
    }

    private static String hash(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Tokens.hash(text));
    }
}
