package org.clientele.audit.internal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.clientele.access.Access;
import org.clientele.audit.AuditEntry;
import org.clientele.persistence.Transactions;
import org.clientele.rest.RequestAudit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Notes every change through the admin API, in its transaction, and every view of personal data. */
@Component
public final class AdminAudit implements RequestAudit {
    private static final String PERSONAL = "customers.pii:read";
    private static final Set<String> TOLD = Set.of("mode", "reason", "force");
    private static final int LONGEST = 500;

    private final Transactions transactions;
    private final Access access;
    private final JdbcAudit audit;

    @Activate
    public AdminAudit(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference JdbcAudit audit) {
        this.transactions = transactions;
        this.access = access;
        this.audit = audit;
    }

    @Override
    public Answer around(Request request, Supplier<Answer> work) {
        if (isView(request)) {
            Answer answer = work.get();
            if (answer.status() < 400 && isPersonal(request)) {
                audit.viewed(view(request), request.id());
            }
            return answer;
        }
        if (request.outsideTransaction()) {
            Answer answer = work.get();
            noteChange(request, answer);
            return answer;
        }
        return transactions.sql(connection -> {
            Answer answer = work.get();
            noteChange(request, answer);
            return answer;
        });
    }

    private void noteChange(Request request, Answer answer) {
        if (answer.status() < 400) {
            audit.record(change(request, answer), Optional.of(request.id()));
        }
    }

    private static boolean isView(Request request) {
        return request.method().equals("GET")
                || request.method().equals("HEAD")
                || request.scope().endsWith(":read");
    }

    private boolean isPersonal(Request request) {
        return request.tellsPersons() && access.caller().may(PERSONAL);
    }

    private AuditEntry view(Request request) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        request.query().ifPresent(query -> details.put("query", audit.seal().fingerprint(query)));
        return entry(request, lastOf(request.path()), details);
    }

    private static AuditEntry change(Request request, Answer answer) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        if (!request.members().isEmpty()) {
            details.put("members", request.members().stream().limit(100).toList());
        }
        request.query().ifPresent(query -> details.putAll(told(query)));
        boolean made = request.method().equals("POST") || request.path().isEmpty();
        Optional<String> target = made ? answer.id().or(() -> lastOf(request.path())) : lastOf(request.path());
        return entry(request, target, details);
    }

    private static AuditEntry entry(Request request, Optional<String> target, Map<String, @Nullable Object> details) {
        String segment = segment(request);
        Optional<String> customer = Stream.of("customerId", "customer")
                .map(request.path()::get)
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> segment.equals("customers") ? underCustomers(request, target) : Optional.empty());
        return new AuditEntry(
                request.method() + " " + request.template(),
                Optional.empty(),
                customer.flatMap(AdminAudit::uuid),
                segment,
                target.map(AdminAudit::cut),
                details);
    }

    private static Optional<String> underCustomers(Request request, Optional<String> target) {
        return request.template().contains("{id}") && !request.template().contains("by-external")
                ? Optional.ofNullable(request.path().get("id"))
                : target;
    }

    /** Parameters that say how and why; others may be about persons. */
    private static Map<String, @Nullable Object> told(String query) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0 && TOLD.contains(parameter.substring(0, equals))) {
                told.put(
                        parameter.substring(0, equals),
                        cut(URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8)));
            }
        }
        return told;
    }

    private static Optional<String> lastOf(Map<String, String> path) {
        List<String> values = new ArrayList<>(path.values());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    private static String segment(Request request) {
        return Arrays.stream(request.template().split("/", -1))
                .filter(part -> !part.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String cut(String text) {
        String plain = text.replace("\u0000", "");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
