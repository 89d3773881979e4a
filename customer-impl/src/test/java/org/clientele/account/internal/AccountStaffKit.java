package org.clientele.account.internal;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.clientele.customer.internal.Shop;

/** What logins of staff share with those of customers. */
public final class AccountStaffKit {
    private final AccountSettings settings =
            AccountKit.settings(Map.of("triesOfAddress", 1_000_000, "mailsOfAddress", 1_000_000));
    private final Passwords passwords = new Passwords();
    private final Throttle throttle;

    public AccountStaffKit(Shop shop) {
        throttle = new Throttle(shop.transactions(), settings);
    }

    /** Tries until it is locked out for so long that the next try is refused, too, however slowly it comes. */
    public static List<HttpResponse<String>> lockOut(IntFunction<HttpResponse<String>> attempt) {
        List<HttpResponse<String>> answers = new ArrayList<>();
        while (answers.size() < 40) {
            HttpResponse<String> answer = attempt.apply(answers.size());
            answers.add(answer);
            if (answer.statusCode() == 429) {
                int seconds = retryAfter(answer);
                if (seconds > 5) {
                    break;
                }
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
            }
        }
        return answers;
    }

    static int retryAfter(HttpResponse<String> answer) {
        return Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow());
    }

    public AccountSettings settings() {
        return settings;
    }

    public Passwords passwords() {
        return passwords;
    }

    public Throttle throttle() {
        return throttle;
    }
}
