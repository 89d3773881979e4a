package org.clientele.segment.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.clientele.access.Caller;
import org.clientele.attribute.internal.SchemaResource;
import org.clientele.customer.internal.Shop;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.clientele.search.internal.SegmentSearch;
import org.clientele.search.internal.ViewSearch;
import org.clientele.segment.SegmentListener;
import org.clientele.view.internal.JdbcViews;
import org.clientele.view.internal.SharedSearchResource;
import org.clientele.view.internal.SharedSearches;
import org.clientele.view.internal.ViewResource;

/** Segments and views behind HTTP, on an empty database. */
public final class SegmentKit implements AutoCloseable {
    private final Shop shop = Shop.open();
    private final SegmentSearch search = new SegmentSearch(shop.transactions(), shop.access(), shop.search());
    private final SegmentNews news = new SegmentNews(shop.transactions(), shop.access());
    private final RestFixture rest;

    private SegmentKit() {
        JdbcSegments segments = new JdbcSegments(shop.transactions(), shop.access(), shop.search(), search, news);
        ViewSearch views = new ViewSearch(shop.access(), shop.attributes(), shop.search());
        rest = RestFixture.with(
                        new SegmentResource(segments, shop.access()),
                        new ViewResource(new JdbcViews(shop.transactions(), shop.access(), views)),
                        new SharedSearchResource(new SharedSearches(shop.transactions())),
                        shop.customersResource(),
                        shop.customerResource(),
                        new SchemaResource(shop.attributes()))
                .access(shop.access())
                .key("reader", "segments:*", "customers:read")
                .key("other", "segments:*", "customers:*")
                .key("blind", "segments:read")
                .key(
                        "seller-a",
                        new Caller(
                                "key:a",
                                "a",
                                Set.of("customers:*", "customers.pii:read", "segments:*"),
                                Optional.of(Set.of("a"))))
                .start();
    }

    public static SegmentKit open() {
        return new SegmentKit();
    }

    public Shop shop() {
        return shop;
    }

    public RestFixture rest() {
        return rest;
    }

    void listen(SegmentListener listener) {
        news.listeners = List.of(listener);
    }

    SegmentSearch search() {
        return search;
    }

    SegmentNews news() {
        return news;
    }

    /** Forgets everything. */
    public void empty() {
        shop.sql("delete from customer.list_view", "truncate customer.segment, customer.customer cascade");
    }

    /** A customer of a country and some seller accounts, with a name. */
    public UUID customer(String country, String firstName, String... sellerAccounts) {
        UUID id = UUID.randomUUID();
        shop.sql("insert into customer.customer (id, account, country, first_name, newsletter) values ('" + id
                + "', false, '" + country + "', '" + firstName + "', " + firstName.startsWith("n") + ")");
        for (String account : sellerAccounts) {
            shop.sql(
                    "insert into customer.customer_summary (customer_id, seller_account, account, active, created_at, country)"
                            + " select customer_id, '" + account + "', account, active, created_at, country from"
                            + " customer.customer_summary where customer_id = '" + id + "' and seller_account = '*'");
        }
        return id;
    }

    /** Saves a dynamic segment. */
    public String segment(String filter) {
        HttpResponse<String> created = rest.post(
                "/segments",
                Json.mapper()
                        .createObjectNode()
                        .put("name", "S")
                        .put("filter", filter)
                        .toString());
        if (created.statusCode() != 201) {
            throw new AssertionError(created.body());
        }
        return json(created).get("id").asText();
    }

    public HttpResponse<String> list(String filter, String... headers) {
        return rest.get(
                "/customers?size=100&fields=id&filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8), headers);
    }

    /** The ids that a filter finds. */
    public Set<String> found(String filter, String... headers) {
        HttpResponse<String> answer = list(filter, headers);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
        return new TreeSet<>(json(answer).get("items").findValuesAsText("id"));
    }

    public static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    /** Pointer and code of the first error. */
    public static String error(HttpResponse<String> answer) {
        JsonNode first = json(answer).get("errors").get(0);
        return first.get("pointer").asText() + " " + first.get("code").asText();
    }

    @Override
    public void close() {
        rest.close();
        shop.close();
    }
}
