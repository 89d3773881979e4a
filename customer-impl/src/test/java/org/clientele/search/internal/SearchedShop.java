package org.clientele.search.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.clientele.Page;
import org.clientele.customer.CustomerRow;
import org.clientele.customer.internal.Shop;

/** 300 customers made by SQL: every third without an order, every fifth without an account, seller accounts a and b. */
final class SearchedShop {
    static final int CUSTOMERS = 300;

    private SearchedShop() {}

    static Shop open() {
        Shop shop = Shop.open();
        shop.sql("""
                insert into customer.customer (id, email, first_name, last_name, phone, account, status, newsletter, country,
                    city, tags, created_at)
                select ('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, 'person' || i || '@example.com',
                    (array['Élodie', 'Jürgen', 'Ana', 'Zoë'])[1 + i % 4], 'Name' || lpad((i * 7 % 300)::text, 3, '0'),
                    '+4930' || (1000000 + i), i % 5 <> 0, case when i % 50 = 0 then 'inactive' else 'active' end, i % 2 = 0,
                    (array['FR', 'DE', 'GB'])[1 + i % 3], (array['Paris', 'Köln', 'Leeds'])[1 + i % 3],
                    case when i % 10 = 0 then array['vip'] else array[]::text[] end, now() - i * interval '1 hour'
                from generate_series(1, 300) i""", """
                update customer.customer_summary s set orders = n % 3, units = n % 3 * 2, total_spent = n % 3 * n * 100,
                    currency = case when n % 3 > 0 then 'EUR' end,
                    average_order_value = case when n % 3 > 0 then n * 100 else 0 end,
                    first_order_at = case when n % 3 > 0 then now() - n * interval '1 day' else '-infinity' end,
                    last_order_at = case when n % 3 > 0 then now() - n * interval '12 hours' else '-infinity' end,
                    seller_accounts = array[case when n % 2 = 0 then 'a' else 'b' end]
                from (select id, right(id::text, 12)::integer as n from customer.customer) c where c.id = s.customer_id""", """
                insert into customer.customer_summary (customer_id, seller_account, account, active, created_at, newsletter,
                    country, currency, orders, units, total_spent, average_order_value, first_order_at, last_order_at, seller_accounts)
                select customer_id, seller_accounts[1], account, active, created_at, newsletter, country, currency, orders,
                    units, total_spent,
                    average_order_value, first_order_at, last_order_at, seller_accounts
                from customer.customer_summary where seller_account = '*'""", """
                insert into customer.address (id, customer_id, city, country)
                select gen_random_uuid(), id, city, country from customer.customer""", "analyze customer.customer, customer.customer_summary");
        return shop;
    }

    /** In the order of the page; null where the id was not asked for. */
    static List<Object> ids(Page<CustomerRow> page) {
        List<Object> ids = new ArrayList<>();
        page.items().forEach(row -> ids.add(row.get("id")));
        return Collections.unmodifiableList(ids);
    }
}
