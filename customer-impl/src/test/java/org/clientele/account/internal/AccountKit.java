package org.clientele.account.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.clientele.account.Accounts;
import org.clientele.account.Logins;
import org.clientele.customer.internal.Shop;
import org.clientele.mail.Mail;
import org.clientele.mail.Outbox;
import org.clientele.rest.Json;

/** The services of accounts, wired by hand, and the mails they send. */
public final class AccountKit {
    private final List<Mail.Draft> mails = new CopyOnWriteArrayList<>();
    private final JdbcAccounts accounts;
    private final JdbcLogins logins;
    private final JdbcSessions sessions;
    private final AccountSettings settings;
    private final Throttle throttle;
    private final AccountData data;

    private AccountKit(Shop shop, AccountSettings settings) {
        this.settings = settings;
        Outbox outbox = draft -> {
            shop.transactions().afterCommit(() -> mails.add(draft));
            return UUID.randomUUID();
        };
        AccountNews news = new AccountNews(shop.transactions(), shop.access());
        Guests guests = new Guests(shop.transactions(), shop.customers(), news);
        Proof proof = new Proof(shop.transactions(), shop.access(), shop.customers(), guests, news);
        AccountMails written = new AccountMails(shop.transactions(), outbox, settings);
        sessions = new JdbcSessions(shop.transactions(), settings);
        throttle = new Throttle(shop.transactions(), settings);
        data = new AccountData(shop.transactions(), sessions);
        accounts = new JdbcAccounts(shop.transactions(), shop.customers(), sessions, throttle, written, proof);
        logins = new JdbcLogins(
                shop.transactions(),
                shop.access(),
                shop.customers(),
                sessions,
                new Passwords(),
                throttle,
                written,
                proof,
                news);
    }

    public static AccountKit of(Shop shop) {
        return new AccountKit(shop, settings(Map.of()));
    }

    static AccountKit of(Shop shop, Map<String, Object> configured) {
        return new AccountKit(shop, settings(configured));
    }

    static AccountSettings settings(Map<String, Object> configured) {
        return new AccountSettings((AccountConfig) Proxy.newProxyInstance(
                AccountKit.class.getClassLoader(),
                new Class<?>[] {AccountConfig.class},
                (proxy, method, arguments) -> configured.getOrDefault(method.getName(), method.getDefaultValue())));
    }

    public Accounts accounts() {
        return accounts;
    }

    Logins logins() {
        return logins;
    }

    JdbcSessions sessions() {
        return sessions;
    }

    AccountSettings settings() {
        return settings;
    }

    public AccountData data() {
        return data;
    }

    /** The mails to an address, oldest first. */
    List<Mail.Draft> mails(String to) {
        return mails.stream().filter(mail -> mail.to().equals(to)).toList();
    }

    /** The token in the latest such mail to an address; waits for it. */
    String token(String template, String to) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < end) {
            for (int i = mails.size() - 1; i >= 0; i--) {
                Mail.Draft mail = mails.get(i);
                if (mail.to().equals(to) && mail.template().equals(template)) {
                    return String.valueOf(mail.values().get("link")).replaceAll(".*token=", "");
                }
            }
            LockSupport.parkNanos(10_000_000);
        }
        throw new AssertionError("no mail " + template + " to " + to + " but " + mails(to));
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8), JsonNode.class);
    }
}
