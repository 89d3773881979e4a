package org.clientele.merge.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.clientele.access.Caller;
import org.clientele.account.internal.AccountKit;
import org.clientele.audit.Audit;
import org.clientele.audit.AuditEntry;
import org.clientele.audit.Verification;
import org.clientele.company.internal.CompanyData;
import org.clientele.customer.CustomerData;
import org.clientele.customer.internal.AddressResource;
import org.clientele.customer.internal.Shop;
import org.clientele.customer.internal.Timeline;
import org.clientele.customer.internal.TimelineResource;
import org.clientele.duplicate.internal.DuplicateData;
import org.clientele.duplicate.internal.DuplicateResource;
import org.clientele.duplicate.internal.JdbcDuplicates;
import org.clientele.group.internal.CustomerGroupsResource;
import org.clientele.mail.internal.OutboxData;
import org.clientele.note.internal.JdbcNotes;
import org.clientele.note.internal.NoteData;
import org.clientele.note.internal.NoteResource;
import org.clientele.note.internal.NoteTimeline;
import org.clientele.operation.Operations;
import org.clientele.order.internal.CustomerOrdersResource;
import org.clientele.order.internal.JdbcOrders;
import org.clientele.order.internal.OrderData;
import org.clientele.order.internal.OrderTimeline;
import org.clientele.order.internal.OrderWriter;
import org.clientele.order.internal.OrdersResource;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.clientele.search.internal.SegmentSearch;
import org.clientele.segment.internal.SegmentData;
import org.clientele.segment.internal.SegmentNews;

/** Everything that keeps something of customers, behind HTTP, on an empty database. */
final class MergeKit implements AutoCloseable {
    private final Shop shop = Shop.open();
    private final List<AuditEntry> audited = new CopyOnWriteArrayList<>();
    private final JdbcMerges merges;
    private final MergeExpiry expiry = new MergeExpiry(shop.transactions());
    private final OrderWriter writer = new OrderWriter(shop.transactions(), shop.access(), shop.news());
    private final Timeline timeline = new Timeline(shop.access());
    private final RestFixture rest;

    private MergeKit() {
        merges = new JdbcMerges(shop.transactions(), shop.access(), shop.attributes(), shop.news(), new Audit() {
            @Override
            public void record(AuditEntry entry) {
                audited.add(entry);
            }

            @Override
            public Verification verify() {
                throw new UnsupportedOperationException();
            }
        });
        List<CustomerData> data = List.of(
                new NoteData(shop.transactions()),
                new CompanyData(shop.transactions()),
                new OutboxData(shop.transactions()),
                AccountKit.of(shop).data(),
                new OrderData(shop.transactions()),
                new DuplicateData(shop.transactions()),
                new MergeData(shop.transactions()),
                new SegmentData(
                        shop.transactions(),
                        shop.access(),
                        new SegmentSearch(shop.transactions(), shop.access(), shop.search()),
                        new SegmentNews(shop.transactions(), shop.access())));
        merges.data = data;
        expiry.data = data;
        data.forEach(shop::keep);
        timeline.addSource(new OrderTimeline(shop.transactions(), shop.access()));
        timeline.addSource(new NoteTimeline(shop.transactions()));
        timeline.addSource(new MergeTimeline(shop.transactions(), shop.access()));
        JdbcOrders orders = new JdbcOrders(shop.transactions(), shop.access(), writer, noOperations());
        rest = RestFixture.with(
                        shop.customersResource(),
                        shop.customerResource(),
                        new AddressResource(shop.addresses()),
                        new NoteResource(new JdbcNotes(shop.transactions(), shop.access())),
                        new CustomerGroupsResource(shop.customers()),
                        new OrdersResource(orders, shop.access()),
                        new CustomerOrdersResource(orders, shop.access()),
                        new TimelineResource(shop.customers(), timeline),
                        new DuplicateResource(new JdbcDuplicates(shop.transactions(), shop.access()), shop.access()),
                        new CustomerMergesResource(merges),
                        new MergeResource(merges))
                .access(shop.access())
                .transactions(shop.open("rest"))
                .relocation(new MergedRelocation(merges))
                .key("reader", "customers:read", "customers.pii:read")
                .key("blind", "customers:read", "customers:merge")
                .key("seller-a", new Caller("key:a", "a", Set.of("*"), Optional.of(Set.of("a"))))
                .start();
    }

    static MergeKit open() {
        return new MergeKit();
    }

    private static Operations noOperations() {
        return (Operations) Proxy.newProxyInstance(
                MergeKit.class.getClassLoader(), new Class<?>[] {Operations.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    Shop shop() {
        return shop;
    }

    RestFixture rest() {
        return rest;
    }

    JdbcMerges merges() {
        return merges;
    }

    MergeExpiry expiry() {
        return expiry;
    }

    OrderWriter writer() {
        return writer;
    }

    List<AuditEntry> audited() {
        return audited;
    }

    /** Makes a customer and gives its id. */
    String customer(String json) {
        return id(rest.post("/customers", json));
    }

    String id(HttpResponse<String> made) {
        return json(ok(made)).get("id").asText();
    }

    HttpResponse<String> ok(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new AssertionError(answer.request() + " " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    HttpResponse<String> merge(String into, String... from) {
        return rest.post("/customers/" + into + "/merges", body(from));
    }

    static String body(String... from) {
        return "{\"from\":[\"" + String.join("\",\"", from) + "\"]}";
    }

    /** Merges and gives the merge's id. */
    String merged(String into, String... from) {
        return id(merge(into, from));
    }

    HttpResponse<String> undo(String merge) {
        return rest.post("/merges/" + merge + "/undo", "{}");
    }

    void order(String number, String seller, String customer, String more) {
        ok(rest.send("PUT", "/orders/" + number, order(seller, customer, more)));
    }

    static String order(String seller, String customer, String more) {
        return "{\"placedAt\":\"2026-03-01T12:00:00Z\",\"status\":\"completed\",\"currency\":\"EUR\",\"sellerAccount\":\""
                + seller + "\",\"customer\":" + customer
                + ",\"lines\":[{\"sku\":\"A\",\"name\":\"A\",\"quantity\":2,\"unitPrice\":500}]" + more + "}";
    }

    JsonNode get(String path, String... headers) {
        return json(ok(rest.get(path, headers)));
    }

    List<String> query(String sql) {
        return shop.transactions().read(connection -> {
            List<String> found = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    found.add(String.valueOf(rows.getString(1)));
                }
            }
            return found;
        });
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    static String code(HttpResponse<String> answer) {
        return answer.statusCode() + " " + json(answer).path("code").asText();
    }

    @Override
    public void close() {
        rest.close();
        timeline.close();
        shop.close();
    }
}
