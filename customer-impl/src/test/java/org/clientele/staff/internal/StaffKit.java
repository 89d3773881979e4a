package org.clientele.staff.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.clientele.account.internal.AccountStaffKit;
import org.clientele.audit.Audit;
import org.clientele.audit.AuditEntry;
import org.clientele.audit.Verification;
import org.clientele.customer.internal.Shop;
import org.clientele.mail.Mail;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;

/** The services of staff, wired by hand, over HTTP, and the mails they send. */
final class StaffKit implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";

    private final Shop shop = Shop.open();
    private final List<Mail.Draft> mails = new CopyOnWriteArrayList<>();
    private final List<AuditEntry> audited = new CopyOnWriteArrayList<>();
    private final StaffSettings settings = new StaffSettings(config(StaffConfig.class, Map.of()));
    private final JdbcStaff staff;
    private final StaffSessions sessions;
    private final StaffLogins logins;
    private final AccountStaffKit accounts;

    StaffKit(Map<String, Object> oidc) {
        StaffMails written = new StaffMails(
                shop.transactions(),
                draft -> {
                    shop.transactions().afterCommit(() -> mails.add(draft));
                    return UUID.randomUUID();
                },
                settings);
        accounts = new AccountStaffKit(shop);
        staff = new JdbcStaff(shop.transactions(), shop.access(), written);
        sessions = new StaffSessions(
                shop.transactions(),
                settings,
                new IssuedTokens(
                        config(OidcConfig.class, oidc),
                        java.time.Duration.ofMinutes(10),
                        java.time.Duration.ofMillis(300)));
        logins = new StaffLogins(
                shop.transactions(),
                shop.access(),
                sessions,
                written,
                accounts.passwords(),
                accounts.throttle(),
                new Noted(audited));
    }

    private record Noted(List<AuditEntry> entries) implements Audit {
        @Override
        public void record(AuditEntry entry) {
            entries.add(entry);
        }

        @Override
        public Verification verify() {
            throw new UnsupportedOperationException();
        }
    }

    static <T> T config(Class<T> type, Map<String, Object> configured) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> configured.getOrDefault(method.getName(), method.getDefaultValue())));
    }

    RestFixture.Builder rest(Object... more) {
        Object[] resources = new Object[9 + more.length];
        System.arraycopy(
                new Object[] {
                    new StaffResource(staff),
                    new RoleResource(new JdbcRoles(shop.transactions(), shop.access())),
                    new StaffLoginResource(logins, accounts.settings()),
                    new StaffLogoutResource(logins),
                    new StaffPasswordResource(logins, shop.access(), accounts.settings()),
                    new StaffPasswordResetResource(logins, accounts.settings()),
                    new SellerAccountResource(shop.transactions(), shop.access()),
                    new org.clientele.rest.internal.SessionResource(shop.access()),
                    shop.customersResource()
                },
                0,
                resources,
                0,
                9);
        System.arraycopy(more, 0, resources, 9, more.length);
        return RestFixture.with(resources).access(shop.access()).identities(sessions);
    }

    StaffSessions sessions() {
        return sessions;
    }

    Shop shop() {
        return shop;
    }

    List<AuditEntry> audited() {
        return audited;
    }

    List<Mail.Draft> mails(String to) {
        return mails.stream().filter(mail -> mail.to().equals(to)).toList();
    }

    /** The token in the latest such mail; waits for it. */
    String token(String template, String to) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < end) {
            Optional<Mail.Draft> found = mails(to).stream()
                    .filter(mail -> mail.template().equals(template))
                    .reduce((first, second) -> second);
            if (found.isPresent()) {
                return String.valueOf(found.get().values().get("link")).replaceAll(".*token=", "");
            }
            LockSupport.parkNanos(10_000_000);
        }
        throw new AssertionError("no mail " + template + " to " + to + " but " + mails);
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    @Override
    public void close() {
        shop.close();
    }
}
