package org.clientele.subject.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.clientele.access.Caller;
import org.clientele.account.internal.AccountKit;
import org.clientele.audit.Audit;
import org.clientele.audit.AuditEntry;
import org.clientele.audit.Verification;
import org.clientele.audit.internal.AuditData;
import org.clientele.company.internal.CompanyData;
import org.clientele.customer.CustomerData;
import org.clientele.customer.internal.ProfileData;
import org.clientele.customer.internal.Shop;
import org.clientele.duplicate.internal.DuplicateData;
import org.clientele.event.internal.EventData;
import org.clientele.mail.internal.OutboxData;
import org.clientele.merge.internal.JdbcMerges;
import org.clientele.merge.internal.MergeData;
import org.clientele.merge.internal.MergedRelocation;
import org.clientele.note.internal.JdbcNotes;
import org.clientele.note.internal.NoteData;
import org.clientele.note.internal.NoteResource;
import org.clientele.notification.internal.NotificationData;
import org.clientele.operation.Operations;
import org.clientele.order.internal.JdbcOrders;
import org.clientele.order.internal.OrderData;
import org.clientele.order.internal.OrderWriter;
import org.clientele.order.internal.OrdersResource;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.clientele.search.internal.SegmentSearch;
import org.clientele.segment.internal.SegmentData;
import org.clientele.segment.internal.SegmentNews;

/** Everything of the core that keeps something of customers, and the export of it, behind HTTP. */
final class SubjectKit implements AutoCloseable {
    private final Shop shop = Shop.open();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<AuditEntry> audited = new CopyOnWriteArrayList<>();
    private final List<CustomerData> data = new CopyOnWriteArrayList<>();
    private final RestFixture rest;

    SubjectKit() {
        Audit audit = new Audit() {
            @Override
            public void record(AuditEntry entry) {
                audited.add(entry);
            }

            @Override
            public Verification verify() {
                throw new UnsupportedOperationException();
            }
        };
        data.addAll(List.of(
                new NoteData(shop.transactions()),
                new ProfileData(),
                new CompanyData(shop.transactions()),
                new OutboxData(shop.transactions()),
                AccountKit.of(shop).data(),
                new OrderData(shop.transactions()),
                new DuplicateData(shop.transactions()),
                new MergeData(shop.transactions()),
                new NotificationData(shop.transactions()),
                new AuditData(),
                new EventData(shop.transactions()),
                new SegmentData(
                        shop.transactions(),
                        shop.access(),
                        new SegmentSearch(shop.transactions(), shop.access(), shop.search()),
                        new SegmentNews(shop.transactions(), shop.access()))));
        data.forEach(shop::keep);
        SubjectExporter exporter = new SubjectExporter(shop.transactions(), shop.access(), audit);
        exporter.data = data;
        JdbcMerges merges = new JdbcMerges(shop.transactions(), shop.access(), shop.attributes(), shop.news(), audit);
        OrderWriter writer = new OrderWriter(shop.transactions(), shop.access(), shop.news());
        rest = RestFixture.with(
                        shop.customersResource(),
                        shop.customerResource(),
                        new NoteResource(new JdbcNotes(shop.transactions(), shop.access())),
                        new OrdersResource(
                                new JdbcOrders(shop.transactions(), shop.access(), writer, noOperations()),
                                shop.access()),
                        new SubjectExportResource(exporter))
                .access(shop.access())
                .relocation(new MergedRelocation(merges))
                .key("blind", "customers:export")
                .key("reader", "customers:read", "customers.pii:read")
                .key("officer", "customers:export", "customers.pii:read")
                .key("north", new Caller("key:north", "North", Set.of("*"), Optional.of(Set.of("north"))))
                .key("south", new Caller("key:south", "South", Set.of("*"), Optional.of(Set.of("south"))))
                .start();
    }

    private static Operations noOperations() {
        return (Operations) Proxy.newProxyInstance(
                SubjectKit.class.getClassLoader(), new Class<?>[] {Operations.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    Shop shop() {
        return shop;
    }

    RestFixture rest() {
        return rest;
    }

    List<AuditEntry> audited() {
        return audited;
    }

    /** Does something while a bundle tells more. */
    void with(CustomerData more, Runnable work) {
        data.add(more);
        try {
            work.run();
        } finally {
            data.remove(more);
        }
    }

    String customer(String json) {
        return json(ok(rest.post("/customers", json))).get("id").asText();
    }

    void order(String number, String seller, String customer, String more) {
        ok(rest.send(
                "PUT",
                "/orders/" + number,
                "{\"placedAt\":\"2026-03-01T12:00:00Z\",\"status\":\"completed\",\"currency\":\"EUR\",\"sellerAccount\":\""
                        + seller + "\",\"customer\":{\"id\":\"" + customer
                        + "\"},\"lines\":[{\"sku\":\"A\",\"name\":\"A\",\"quantity\":2,\"unitPrice\":500}]" + more
                        + "}"));
    }

    HttpResponse<String> export(String customer, String query, String... headers) {
        return rest.get("/customers/" + customer + "/export" + query, headers);
    }

    /** All tables, each with its rows. */
    JsonNode tables(String customer) {
        return json(ok(export(customer, "?format=json"))).get("tables");
    }

    /** The files of the archive in their order. */
    Map<String, String> zip(String customer, String... headers) {
        try {
            HttpResponse<byte[]> answer = client.send(
                    rest.request("/customers/" + customer + "/export", headers).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new AssertionError(new String(answer.body(), StandardCharsets.UTF_8));
            }
            Map<String, String> files = new LinkedHashMap<>();
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> ok(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new AssertionError(answer.request() + " " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    static String code(HttpResponse<String> answer) {
        return answer.statusCode() + " " + json(answer).path("code").asText();
    }

    /** The values of a member, in their order. */
    static List<String> texts(JsonNode rows, String member) {
        List<String> texts = new ArrayList<>();
        rows.forEach(row -> texts.add(row.path(member).asText()));
        return texts;
    }

    static UUID uuid(String id) {
        return UUID.fromString(id);
    }

    @Override
    public void close() {
        rest.close();
        shop.close();
    }
}
