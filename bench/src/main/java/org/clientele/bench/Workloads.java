package org.clientele.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All that is asked of a seeded product. */
final class Workloads {
    private static final String CUSTOMERS = "/api/admin/v1/customers";
    private static final int ROWS = 50;
    private static final int DEEP = 50_000;

    private final Product product;
    private final Database database;

    Workloads(Product product, Database database) {
        this.product = product;
        this.database = database;
    }

    List<Workload> all() throws SQLException {
        return List.of(
                list("createdAt", "s.created_at"),
                list("lastName", "c.last_name_sort"),
                list("totalSpent", "s.total_spent"),
                list("orders", "s.orders"),
                list("lastOrderAt", "s.last_order_at"),
                loyaltyList("-loyalty.points"),
                loyaltyList("-loyalty.lifetimePoints"),
                deep(),
                search(),
                filter(),
                statistics(),
                detail(),
                new Workload("empty", List.of(product.get("/api/admin/v1/session")), Optional.empty(), 0));
    }

    private Workload list(String attribute, String column) {
        return new Workload(
                "list-" + attribute,
                List.of(product.get(CUSTOMERS + "?page=1&size=" + ROWS + "&sort=-" + attribute)),
                Optional.of(PlainSql.of(EVERYBODY + order(column) + " limit " + ROWS)),
                ROWS);
    }

    /** Two of three customers have points. */
    private Workload loyaltyList(String sort) {
        return new Workload(
                "loyalty-list-" + sort.substring(sort.indexOf('.') + 1),
                List.of(product.get(CUSTOMERS + "?page=1&size=" + ROWS + "&sort=" + sort)),
                Optional.of(PlainSql.of(EVERYBODY.replace(
                                "where s.seller",
                                "left join loyalty.account a on a.customer_id = s.customer_id where s.seller")
                        + order("coalesce(a.balance, 0)") + " limit " + ROWS)),
                ROWS);
    }

    private Workload deep() {
        int page = DEEP / ROWS + 1;
        return new Workload(
                "list-deep",
                List.of(product.get(CUSTOMERS + "?page=" + page + "&size=" + ROWS + "&sort=-createdAt")),
                Optional.of(PlainSql.of(EVERYBODY + order("s.created_at") + " limit " + ROWS + " offset " + DEEP)),
                ROWS);
    }

    private Workload search() throws SQLException {
        List<String> fragments = database.column(FRAGMENTS, String.class);
        if (fragments.isEmpty()) {
            throw new IllegalStateException("There is nothing to search for");
        }
        return new Workload(
                "search",
                fragments.stream()
                        .map(fragment -> product.get(CUSTOMERS + "?page=1&size=" + ROWS + "&q=" + encoded(fragment)))
                        .toList(),
                Optional.of(new PlainSql(
                        List.of(FOUND + EVERYBODY.replace("customer.customer c", "found c") + order("s.created_at")
                                + " limit " + ROWS),
                        fragments.stream()
                                .map(fragment -> List.<Object>of(fragment))
                                .toList(),
                        true)),
                1);
    }

    private Workload filter() {
        List<HttpRequest> requests = new ArrayList<>();
        List<List<Object>> values = new ArrayList<>();
        for (String country : List.of("FR", "DE", "US", "GB")) {
            for (long spent = 80_000; spent < 130_000; spent += 2_500) {
                String filter = "country eq \"" + country + "\" and newsletter eq true and totalSpent gt " + spent;
                requests.add(product.get(CUSTOMERS + "?page=1&size=" + ROWS + "&filter=" + encoded(filter)));
                values.add(List.of(country, spent));
            }
        }
        return new Workload(
                "filter",
                requests,
                Optional.of(new PlainSql(
                        List.of(EVERYBODY + " and c.country = ? and c.newsletter and s.total_spent > ?"
                                + order("s.created_at") + " limit " + ROWS),
                        values,
                        true)),
                1);
    }

    private Workload statistics() {
        return new Workload(
                "stats", List.of(product.get(CUSTOMERS + "/stats")), Optional.of(PlainSql.of(STATISTICS)), 0);
    }

    private Workload detail() throws SQLException {
        List<UUID> ids =
                database.column("select id from customer.customer order by md5(id::text) limit 5000", UUID.class);
        return new Workload(
                "detail",
                ids.stream().map(id -> product.get(CUSTOMERS + "/" + id)).toList(),
                Optional.of(new PlainSql(
                        List.of(
                                EVERYBODY + " and s.customer_id = ?",
                                "select * from customer.address where customer_id = ? order by id"),
                        ids.stream().map(id -> List.<Object>of(id)).toList(),
                        false)),
                1);
    }

    private static String order(String column) {
        String id = column.startsWith("c.") ? "c.id" : "s.customer_id";
        return " order by " + column + " desc, " + id + " desc";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** All that a list shows without being asked for more. */
    private static final String EVERYBODY = """
            select c.id, c.reference, c.email, c.salutation, c.first_name, c.last_name,
                concat_ws(' ', c.first_name, c.last_name), c.phone, c.gender, c.date_of_birth,
                extract(year from age(c.date_of_birth))::integer, c.company, c.locale, c.time_zone, c.account, c.role,
                c.status, c.verification, c.newsletter, c.registered_at, s.created_at, c.last_login_at, s.orders > 0,
                c.groups, c.tags, s.seller_accounts, c.country, c.province, c.city, c.postal_code, c.external_ids,
                c.default_billing_address_id, c.default_shipping_address_id, c.custom_fields, c.version, s.orders, s.units,
                s.currency, s.total_spent, s.total_refunded, s.average_order_value, s.discount_received, s.promo_codes,
                s.returned_units, s.negative_feedbacks, s.first_order_at, s.last_order_at, s.other_currencies
            from customer.customer_summary s join customer.customer c on c.id = s.customer_id
            where s.seller_account = '*'""";

    /** In a step of its own: the planner would now and then rather walk through everybody until a page is full. */
    private static final String FOUND = """
            with found as materialized (select * from customer.customer where search_text like '%' || ? || '%')
            """;

    private static final String STATISTICS = """
            select count(*), count(*) filter (where not active), count(*) filter (where account),
                count(*) filter (where orders = 0), count(*) filter (where orders > 1), sum(orders), sum(units),
                sum(returned_units), sum(total_spent), sum(total_refunded), sum(discount_received),
                count(*) filter (where first_order_at > now() - interval '30 days')
            from customer.customer_summary where seller_account = '*'""";

    /** Pieces of mail addresses, which 10 to 200 customers have. */
    private static final String FRAGMENTS = """
            with piece as (
                select distinct substring(split_part(split_part(search_text, E'\\n', 2), '@', 1) from 1 + n % 8 for 6 + n % 6)
                    as text
                from (select search_text, row_number() over (order by md5(id::text))::integer as n
                    from customer.customer tablesample system (10) repeatable (1)) sampled
                where n <= 3000
            )
            select text
            from piece, lateral (select count(*) as hits from (
                select from customer.customer where search_text like '%' || text || '%' limit 201) found) counted
            where length(text) >= 6 and hits between 10 and 200
            order by md5(text) limit 400""";
}
