-- The read model of the platform's orders. What statistics need are columns; the rest is the document as it came.

create table customer.orders (
    id uuid primary key,
    seller_account text not null,
    number text not null,
    customer_id uuid not null references customer.customer,
    placed_at timestamptz not null,
    status text not null check (status in ('pending', 'processing', 'completed', 'cancelled', 'returned')),
    currency text not null,
    units bigint not null,                    -- the quantities of its lines
    total bigint not null,
    discount bigint not null,                 -- of the order and of its lines
    refunded bigint not null,                 -- its refunds; the total itself, if it is what came back
    returned_units bigint not null,           -- of its returns; all its units, if it is what came back
    promo_codes text[] not null default '{}',
    feedback_rating integer,
    document text not null,                   -- JSON
    content_hash bytea not null,              -- of what was sent, so that sending it again costs and changes nothing
    imported_at timestamptz not null default now(),
    version bigint not null default 0,
    constraint orders__order_exists unique (seller_account, number)
);
create index orders_customer on customer.orders (customer_id, placed_at, id);
create index orders_number on customer.orders (number);

-- The statistics of some customers from all their orders: what an import runs for those it touched, and a rebuild for
-- everybody. Rows that come out as they are stay untouched. Lock the customers first (for no key update, in the order of
-- their ids), so that two writers do not compute from each other's past.
-- The currency is that of the earliest order, or of the earliest return where nothing was ordered.
-- Whoever plans it does not know how many customers there are: joins are hashed, and each table is entered by the array.
create function customer.refresh_summaries(customers uuid[]) returns void language sql set enable_nestloop = off as $$
    with scoped as (
        select o.customer_id, scope, o.currency, o.placed_at, o.seller_account, o.number, o.units, o.total, o.discount,
            o.refunded, o.returned_units, o.promo_codes, o.feedback_rating, o.status <> 'returned' as ordered
        from customer.orders o, unnest(array['*', o.seller_account]) scope
        where o.customer_id = any (customers) and o.status <> 'cancelled'
    ), main as (
        select distinct on (customer_id, scope) customer_id, scope, currency
        from scoped
        order by customer_id, scope, ordered desc, placed_at, seller_account, number
    ), by_currency as (
        select customer_id, scope, currency,
            count(*) filter (where ordered) as orders,
            coalesce(sum(units) filter (where ordered), 0) as units,
            coalesce(sum(total) filter (where ordered), 0) as spent,
            coalesce(sum(discount) filter (where ordered), 0) as discount,
            sum(refunded) as refunded,
            sum(returned_units) as returned_units,
            count(*) filter (where feedback_rating <= 2) as negative_feedbacks,
            min(placed_at) filter (where ordered) as first_order_at,
            max(placed_at) filter (where ordered) as last_order_at
        from scoped
        group by 1, 2, 3
    ), total as (
        select b.customer_id, b.scope, m.currency,
            sum(b.orders) as orders,
            sum(b.units) as units,
            sum(b.spent) filter (where b.currency = m.currency) as spent,
            sum(b.refunded) filter (where b.currency = m.currency) as refunded,
            sum(b.discount) filter (where b.currency = m.currency) as discount,
            sum(b.orders) filter (where b.currency = m.currency) as orders_in_currency,
            sum(b.returned_units) as returned_units,
            sum(b.negative_feedbacks) as negative_feedbacks,
            min(b.first_order_at) as first_order_at,
            max(b.last_order_at) as last_order_at,
            json_agg(json_build_object('currency', b.currency, 'orders', b.orders, 'totalSpent', b.spent,
                'totalRefunded', b.refunded, 'discountReceived', b.discount) order by b.currency)
                filter (where b.currency <> m.currency)::text as other_currencies
        from by_currency b join main m on m.customer_id = b.customer_id and m.scope = b.scope
        group by 1, 2, 3
    ), promo as (
        select customer_id, scope, array_agg(distinct code collate "C" order by code collate "C") as codes
        from scoped, unnest(promo_codes) code
        where ordered
        group by 1, 2
    ), belongs as (
        -- A seller account without orders is kept: the customer registered there.
        select customer_id, seller_account as scope from customer.customer_summary where customer_id = any (customers)
        union
        select customer_id, scope from main
        union
        select id, '*' from customer.customer where id = any (customers)
    ), person as (
        select id, account, status = 'active' as active, created_at, newsletter, country
        from customer.customer where id = any (customers)
    ), seller as (
        select customer_id, array_agg(scope collate "C" order by scope collate "C") as accounts
        from belongs where scope <> '*'
        group by 1
    ), wanted as (
        select b.customer_id, b.scope as seller_account, c.account, c.active, c.created_at, c.newsletter, c.country,
            t.currency,
            coalesce(t.orders, 0)::integer as orders,
            coalesce(t.units, 0)::bigint as units,
            coalesce(t.spent, 0)::bigint as total_spent,
            coalesce(t.refunded, 0)::bigint as total_refunded,
            case when t.orders_in_currency > 0
                then floor((2 * t.spent + t.orders_in_currency) / (2 * t.orders_in_currency)) else 0
            end::bigint as average_order_value,
            coalesce(t.discount, 0)::bigint as discount_received,
            coalesce(p.codes, '{}') as promo_codes,
            coalesce(t.returned_units, 0)::bigint as returned_units,
            coalesce(t.negative_feedbacks, 0)::integer as negative_feedbacks,
            coalesce(t.first_order_at, '-infinity') as first_order_at,
            coalesce(t.last_order_at, '-infinity') as last_order_at,
            case when b.scope = '*' then coalesce(s.accounts, '{}') else array[b.scope] end as seller_accounts,
            t.other_currencies
        from belongs b
        join person c on c.id = b.customer_id
        left join total t on t.customer_id = b.customer_id and t.scope = b.scope
        left join promo p on p.customer_id = b.customer_id and p.scope = b.scope
        left join seller s on s.customer_id = b.customer_id
    ), changed as (
        update customer.customer_summary s
        set account = w.account, active = w.active, created_at = w.created_at, newsletter = w.newsletter,
            country = w.country, currency = w.currency,
            orders = w.orders, units = w.units,
            total_spent = w.total_spent, total_refunded = w.total_refunded,
            average_order_value = w.average_order_value, discount_received = w.discount_received,
            promo_codes = w.promo_codes, returned_units = w.returned_units,
            negative_feedbacks = w.negative_feedbacks, first_order_at = w.first_order_at,
            last_order_at = w.last_order_at, seller_accounts = w.seller_accounts, other_currencies = w.other_currencies
        from wanted w
        where s.customer_id = any (customers)
            and s.customer_id = w.customer_id and s.seller_account = w.seller_account
            and (s.account, s.active, s.created_at, s.newsletter, s.country, s.currency, s.orders, s.units, s.total_spent, s.total_refunded,
                s.average_order_value, s.discount_received, s.promo_codes, s.returned_units, s.negative_feedbacks,
                s.first_order_at, s.last_order_at, s.seller_accounts, s.other_currencies)
            is distinct from (w.account, w.active, w.created_at, w.newsletter, w.country, w.currency, w.orders, w.units, w.total_spent, w.total_refunded,
                w.average_order_value, w.discount_received, w.promo_codes, w.returned_units, w.negative_feedbacks,
                w.first_order_at, w.last_order_at, w.seller_accounts, w.other_currencies)
    )
    insert into customer.customer_summary (customer_id, seller_account, account, active, created_at, newsletter, country, currency, orders, units,
        total_spent, total_refunded, average_order_value, discount_received, promo_codes, returned_units,
        negative_feedbacks, first_order_at, last_order_at, seller_accounts, other_currencies)
    select w.customer_id, w.seller_account, w.account, w.active, w.created_at, w.newsletter, w.country, w.currency, w.orders, w.units, w.total_spent,
        w.total_refunded, w.average_order_value, w.discount_received, w.promo_codes, w.returned_units,
        w.negative_feedbacks, w.first_order_at, w.last_order_at, w.seller_accounts, w.other_currencies
    from wanted w
    where not exists (
        select from customer.customer_summary s
        where s.customer_id = any (customers)
            and s.customer_id = w.customer_id and s.seller_account = w.seller_account)
$$;

-- Where some customers live, as lists show it: by the default shipping address, else the default billing address, else the
-- oldest one.
create function customer.refresh_location(customers uuid[]) returns void language sql as $$
    update customer.customer c
    set country = a.country, province = a.province, city = a.city, postal_code = a.postal_code
    from customer.customer k
    left join lateral (
        select country, province, city, postal_code
        from customer.address
        where customer_id = k.id
        order by id is distinct from k.default_shipping_address_id, id is distinct from k.default_billing_address_id,
            created_at, id
        limit 1
    ) a on true
    where k.id = any (customers) and c.id = k.id
        and (c.country, c.province, c.city, c.postal_code)
            is distinct from (a.country, a.province, a.city, a.postal_code)
$$;
