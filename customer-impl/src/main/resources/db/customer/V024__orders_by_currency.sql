-- What an order is worth on average is by the orders in its currency; counters knew only all orders, whatever their currency.
lock table customer.customer_summary in share mode;

create or replace function customer.measures(s customer.customer_summary) returns table (bucket text, n bigint)
    language sql immutable parallel safe
    as $$ select m.bucket, m.n from (values
        ('all', 1::bigint),
        ('orders:' || least(s.orders, 100), 1),
        ('created:' || to_char(s.created_at at time zone 'UTC', 'YYYY-MM'), 1),
        (case when s.orders > 0 then 'first:' || to_char(s.first_order_at at time zone 'UTC', 'YYYY-MM-DD') end, 1),
        (case when s.account then 'account' end, 1),
        (case when not s.account and s.orders > 0 then 'guest' end, 1),
        (case when not s.active then 'inactive' end, 1),
        (case when s.promo_codes <> '{}' then 'promo-codes' end, 1),
        (case when s.returned_units > 0 then 'returns' end, 1),
        ('sum:orders', s.orders),
        ('sum:units', s.units),
        ('sum:returned_units', s.returned_units),
        ('currency:' || s.currency, 1),
        ('sum:orders:' || s.currency, case when s.currency is null or s.other_currencies is null then s.orders
            else s.orders - (select sum((other ->> 'orders')::bigint)
                from json_array_elements(s.other_currencies::json) other) end),
        ('sum:total_spent:' || s.currency, s.total_spent),
        ('sum:total_refunded:' || s.currency, s.total_refunded),
        ('sum:discount_received:' || s.currency, s.discount_received)
    ) m (bucket, n) where m.bucket is not null and m.n <> 0 $$;

insert into customer.customer_count (seller_account, bucket, n)
select s.seller_account, m.bucket, sum(m.n)
from customer.customer_summary s, customer.measures(s) m
where s.currency is not null and m.bucket = 'sum:orders:' || s.currency
group by 1, 2;
