package org.clientele.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Fills an empty shop inside PostgreSQL: customers with an address and an external id each, and three orders on average. */
final class Seed {
    private static final int CHECKED = 1_000;

    private final Database database;
    private final People people;

    Seed(Database database) throws IOException {
        this.database = database;
        this.people = People.load();
    }

    void run(int customers) throws SQLException {
        try (Connection connection = database.connect()) {
            SecondaryIndexes indexes;
            try (Statement statement = connection.createStatement()) {
                // Neither the triggers that follow single rows nor the checks of foreign keys: what is written fits
                // together.
                statement.execute("set session_replication_role = replica");
                statement.execute("set synchronous_commit = off");
                statement.execute("set work_mem = '256MB'");
                indexes = SecondaryIndexes.dropped(connection);
                statement.execute("select setseed(0.42)");
                insertCustomers(connection, customers);
                statement.execute(ADDRESSES);
                statement.execute(EXTERNAL_IDS);
                statement.execute(ORDERS);
                statement.execute(SUMMARIES);
                statement.execute(POINTS);
                statement.execute(ENTRIES);
                statement.execute(LOTS);
            }
            indexes.create(database);
            try (Statement statement = connection.createStatement()) {
                statement.execute("select customer.recount()");
                statement.execute("vacuum (analyze)");
                statement.execute("checkpoint");
                statement.execute("set session_replication_role = origin");
            }
            requireSummariesThatTheProductWouldHaveMade(connection);
        }
    }

    private static final String POINTS = """
            insert into loyalty.account (customer_id, balance, earned)
            select customer_id, points, points from (
                select customer_id, 1 + (total_spent / 100 + orders) % 20000 as points from customer.customer_summary
                where seller_account = '*' and orders > 0) s""";

    private static final String ENTRIES = """
            insert into loyalty.entry (id, customer_id, kind, points, earns, balance, actor)
            select customer_id, customer_id, 'adjustment', balance, true, balance, 'bench' from loyalty.account""";

    private static final String LOTS = """
            insert into loyalty.lot (entry_id, customer_id, points, remaining, expires_at)
            select customer_id, customer_id, balance, balance, now() + interval '1 year' from loyalty.account""";

    private void insertCustomers(Connection connection, int customers) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(CUSTOMERS)) {
            int parameter = 1;
            insert.setInt(parameter++, customers);
            for (String[] values : new String[][] {
                people.firstNames().toArray(String[]::new),
                People.plain(people.firstNames()),
                people.lastNames().toArray(String[]::new),
                People.plain(people.lastNames()),
                people.placeParts(0),
                people.placeParts(1),
                people.placeParts(2),
                people.placeParts(3)
            }) {
                insert.setArray(parameter++, connection.createArrayOf("text", values));
            }
            insert.executeUpdate();
        }
    }

    /** The product computes the summaries of some customers anew and must not find a difference. */
    private static void requireSummariesThatTheProductWouldHaveMade(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "select customer.refresh_summaries(array(select id from customer.customer order by reference"
                            + " limit " + CHECKED + "))");
            try (ResultSet changed = statement.executeQuery("select count(*) from customer.customer_summary"
                    + " where xmin::text = pg_current_xact_id_if_assigned()::xid::text")) {
                changed.next();
                if (changed.getLong(1) > 0) {
                    throw new IllegalStateException(
                            changed.getLong(1) + " of the seeded summaries are not what the orders say");
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static final String CUSTOMERS = """
            with given (n, first, first_plain, last, last_plain, country, city, province, zip) as (
                values (?::bigint, ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
            )
            insert into customer.customer (id, reference, email, first_name, last_name, phone, gender, date_of_birth, company, locale,
                time_zone, account, status, verification, newsletter, registered_at, created_at, last_login_at, tags,
                external_ids, external_refs, default_billing_address_id, default_shipping_address_id, country, province,
                city, postal_code)
            select id, 'C-' || to_char(nextval('customer.reference_number'), 'FM9999000000'),
                (select first_plain from given)[f] || '.' || (select last_plain from given)[l] || i
                    || (array['@mail.example', '@post.example', '@web.example', '@inbox.example'])[1 + i % 4],
                (select first from given)[f], last_name, '+49' || lpad((i * 7919104729 % 9999999967)::text, 10, '0'),
                case when gender < 0.48 then 'female' when gender < 0.9 then 'male' end,
                case when birth < 0.6 then date '1945-01-01' + (birth / 0.6 * 22000)::integer end,
                case when company < 0.08 then last_name || ' & Co' end,
                case lives_in when 'FR' then 'fr-FR' when 'US' then 'en-US' when 'GB' then 'en-GB' else 'de-DE' end,
                case lives_in when 'US' then 'America/New_York' when 'GB' then 'Europe/London' else 'Europe/Berlin' end,
                account < 0.7, case when status < 0.03 then 'inactive' else 'active' end,
                case when verified < 0.6 then 'verified' else 'unverified' end, newsletter < 0.4,
                case when account < 0.7 then joined end, joined,
                case when account < 0.7 then joined + login * (now() - joined) end,
                case when tag < 0.05 then array['vip'] when tag < 0.1 then array['wholesale', 'press'] else '{}' end,
                '[{"system":"erp","id":"E' || lpad(i::text, 8, '0') || '"}]', 'E' || lpad(i::text, 8, '0'),
                address_id, address_id, lives_in, (select province from given)[p],
                (select city from given)[p], (select zip from given)[p] || lpad((i % 1000)::text, 3, '0')
            from (
                select d.*, uuidv7(joined - now()) as id, uuidv7(joined - now()) as address_id,
                    (select last from given)[l] as last_name, (select country from given)[p] as lives_in
                from (
                    select i, now() - interval '3 years' + (i - 1 + random()) / (select n from given) * interval '3 years'
                            as joined,
                        1 + floor(power(random(), 1.3) * (select cardinality(first) from given))::integer as f,
                        1 + floor(power(random(), 1.3) * (select cardinality(last) from given))::integer as l,
                        1 + floor(random() * (select cardinality(country) from given))::integer as p,
                        random() as account, random() as status, random() as newsletter, random() as verified,
                        random() as gender, random() as birth, random() as company, random() as login, random() as tag
                    from generate_series(1, (select n from given)) i
                ) d
            ) person""";

    private static final String ADDRESSES = """
            insert into customer.address (id, customer_id, first_name, last_name, company, line1, city, province,
                postal_code, country, phone, created_at)
            select default_shipping_address_id, id, first_name, last_name, company,
                substring(reference from 3)::integer % 199 + 1 || ' Main Street', city, province, postal_code, country,
                phone, created_at
            from customer.customer""";

    private static final String EXTERNAL_IDS = """
            insert into customer.external_id (system, id, customer_id)
            select 'erp', external_refs, id from customer.customer""";

    /** How many orders each of ten customers has: thirty in all. */
    private static final String ORDERS = """
            with priced as (
                select b.*, q1 * p1 + q2 * p2 as goods,
                    case when state < 0.8 then 'completed' when state < 0.9 then 'processing'
                        when state < 0.95 then 'pending' else 'cancelled' end as status,
                    case when promo < 0.1 then (array['WELCOME', 'SUMMER', 'VIP10'])[1 + floor(promo * 30)::integer] end as code
                from (
                    select c.id as customer_id, c.reference, k,
                        c.created_at + power(random(), 2) * (now() - c.created_at) as placed,
                        case c.country when 'US' then 'USD' when 'GB' then 'GBP' when 'CH' then 'CHF' else 'EUR' end as currency,
                        1 + floor(random() * 3)::integer as q1, 1 + floor(random() * 2)::integer as q2,
                        greatest(99, round(exp(random_normal(7.6, 0.9))))::bigint as p1,
                        greatest(99, round(exp(random_normal(7.0, 0.8))))::bigint as p2,
                        random() as state, random() as promo, random() as refund, random() as feedback,
                        floor(random() * 5000)::integer as sku
                    from customer.customer c, generate_series(1,
                        (array[0, 0, 1, 1, 2, 2, 3, 4, 6, 11])[1 + substring(c.reference from 3)::integer % 10]) k
                ) b
            ), settled as (
                select p.*, case when code is null then 0 else goods / 10 end as off,
                    'B-' || substring(reference from 3) || '-' || k as number,
                    to_char(placed at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
                from priced p
            )
            insert into customer.orders (id, seller_account, number, customer_id, placed_at, status, currency, units, total,
                discount, refunded, returned_units, promo_codes, feedback_rating, document, content_hash)
            select uuidv7(placed - now()), 'default', number, customer_id, date_trunc('second', placed), status, currency,
                q1 + q2, goods - off, off, case when refund < 0.04 then p1 else 0 end, case when refund < 0.04 then 1 else 0 end,
                case when code is null then '{}' else array[code] end,
                case when feedback < 0.06 then 1 + floor(feedback * 80)::integer end, document,
                sha256(convert_to(document, 'UTF8'))
            from settled, lateral (select '{"number":"' || number || '","placedAt":"' || at || '","status":"' || status
                || '","sellerAccount":"default","currency":"' || currency || '","customer":{"id":"' || customer_id
                || '"},"lines":[{"sku":"SKU-' || sku || '","quantity":' || q1 || ',"unitPrice":' || p1 || ',"discount":0,"total":' || q1 * p1
                || '},{"sku":"SKU-' || sku + 1 || '","quantity":' || q2 || ',"unitPrice":' || p2 || ',"discount":0,"total":' || q2 * p2
                || '}],"shipping":0,"tax":0,"fees":0,"discount":' || off
                || case when code is null then '' else ',"promoCodes":[{"code":"' || code || '","discount":' || off || '}]' end
                || ',"total":' || goods - off
                || case when refund < 0.04 then ',"refunds":[{"at":"' || at || '","amount":' || p1 || '}],"returns":[{"at":"' || at
                    || '","lines":[{"sku":"SKU-' || sku || '","quantity":1}]}]' else '' end
                || case when feedback < 0.06 then ',"feedback":{"rating":' || 1 + floor(feedback * 80)::integer || '}' else '' end
                || '}' as document) told""";

    private static final String SUMMARIES = """
            with total as (
                select customer_id, min(currency) as currency, count(*) as orders, sum(units) as units, sum(total) as spent,
                    sum(refunded) as refunded, sum(discount) as discount, sum(returned_units) as returned_units,
                    count(*) filter (where feedback_rating <= 2) as negative_feedbacks, min(placed_at) as first_order_at,
                    max(placed_at) as last_order_at
                from customer.orders where status <> 'cancelled'
                group by 1
            ), promo as (
                select customer_id, array_agg(distinct code collate "C" order by code collate "C") as codes
                from customer.orders, unnest(promo_codes) code where status <> 'cancelled'
                group by 1
            )
            insert into customer.customer_summary (customer_id, seller_account, account, active, created_at, newsletter, country,
                currency, orders,
                units, total_spent, total_refunded, average_order_value, discount_received, promo_codes, returned_units,
                negative_feedbacks, first_order_at, last_order_at, seller_accounts)
            select c.id, scope, c.account, c.status = 'active', c.created_at, c.newsletter, c.country, t.currency, coalesce(t.orders, 0),
                coalesce(t.units, 0), coalesce(t.spent, 0), coalesce(t.refunded, 0),
                coalesce(floor((2 * t.spent + t.orders) / (2 * t.orders)), 0), coalesce(t.discount, 0),
                coalesce(p.codes, '{}'), coalesce(t.returned_units, 0), coalesce(t.negative_feedbacks, 0),
                coalesce(t.first_order_at, '-infinity'), coalesce(t.last_order_at, '-infinity'), array['default']
            from customer.customer c
            left join total t on t.customer_id = c.id
            left join promo p on p.customer_id = c.id,
            unnest(array['*', 'default']) scope
            order by scope, c.created_at""";
}
