-- Customers, their addresses, and the read model that lists, filters and statistics run on.

create extension if not exists pg_trgm with schema public;
create extension if not exists unaccent with schema public;

-- Case and accents do not matter to people. Immutable, so that indexes and generated columns may use it.
create function customer.fold(text) returns text
    language sql immutable strict parallel safe
    as $$ select lower(public.unaccent('public.unaccent', $1)) $$;

create sequence customer.reference_number;

create table customer.customer (
    id uuid primary key,
    reference text not null default 'C-' || to_char(nextval('customer.reference_number'), 'FM9999000000')
        constraint customer__reference_taken unique,
    email text,
    salutation text,
    first_name text,
    last_name text,
    phone text,
    gender text,
    date_of_birth date,
    company text,
    locale text,
    time_zone text,
    account boolean not null,
    role text,
    status text not null default 'active' check (status in ('active', 'inactive')),
    verification text not null default 'unverified' check (verification in ('unverified', 'verified')),
    newsletter boolean not null default false,
    registered_at timestamptz,
    created_at timestamptz not null default now(),
    last_login_at timestamptz,
    groups text[] not null default '{}',
    tags text[] not null default '{}',
    external_ids text not null default '[]',  -- JSON, the same as in external_id, so that a list needs no join
    external_refs text not null default '',   -- their ids, for the search
    default_billing_address_id uuid,
    default_shipping_address_id uuid,
    country text,                             -- of the default shipping address, or the nearest there is
    province text,
    city text,
    postal_code text,
    custom_fields text not null default '{}', -- JSON
    version bigint not null default 0,
    first_name_sort text generated always as (coalesce(customer.fold(first_name), '')) stored,
    last_name_sort text generated always as (coalesce(customer.fold(last_name), '')) stored,
    -- A line feed between the parts keeps a search from matching across them.
    search_text text generated always as (customer.fold(
        coalesce(first_name, '') || ' ' || coalesce(last_name, '') || E'\n' || coalesce(email, '') || E'\n'
        || coalesce(phone, '') || E'\n' || reference || E'\n' || external_refs || E'\n' || coalesce(company, ''))) stored
) with (fillfactor = 90);

create unique index customer__email_taken on customer.customer (email) where account;
create index customer_email on customer.customer (email, id);
create index customer_last_name on customer.customer (last_name_sort, id);
create index customer_country on customer.customer (country, id);
create index customer_tags on customer.customer using gin (tags);
create index customer_search on customer.customer using gin (search_text public.gin_trgm_ops);

create table customer.external_id (
    system text not null,
    id text not null,
    customer_id uuid not null references customer.customer on delete cascade,
    constraint external_id__external_id_taken primary key (system, id)
);
create index external_id_customer on customer.external_id (customer_id);

create table customer.address (
    id uuid primary key,
    customer_id uuid not null references customer.customer on delete cascade,
    salutation text,
    first_name text,
    last_name text,
    company text,
    line1 text,
    line2 text,
    line3 text,
    city text,
    province text,
    postal_code text,
    country text,
    phone text,
    verification text not null default 'unverified' check (verification in ('unverified', 'verified', 'undeliverable')),
    created_at timestamptz not null default now(),
    version bigint not null default 0
);
create index address_customer on customer.address (customer_id, id);

-- What a customer bought: one row over all seller accounts ('*'), which every customer has, and one for each seller account
-- that the customer belongs to. Who may see a seller account may see the customers that have a row for it.
-- No value is null and no order counts as the smallest, so that each index serves both directions and the seek of a cursor.
create table customer.customer_summary (
    customer_id uuid not null references customer.customer on delete cascade,
    seller_account text not null,
    account boolean not null,
    active boolean not null,
    created_at timestamptz not null,          -- of the customer, like the three above and below, which lists are narrowed by
    newsletter boolean not null default false,
    country text,
    currency text,                            -- of the earliest order; amounts in others are in other_currencies
    orders integer not null default 0,
    units bigint not null default 0,
    total_spent bigint not null default 0,
    total_refunded bigint not null default 0,
    average_order_value bigint not null default 0,
    discount_received bigint not null default 0,
    promo_codes text[] not null default '{}',
    returned_units bigint not null default 0,
    negative_feedbacks integer not null default 0,
    first_order_at timestamptz not null default '-infinity',
    last_order_at timestamptz not null default '-infinity',
    seller_accounts text[] not null default '{}',
    other_currencies text,                    -- JSON: [{"currency","orders","totalSpent","totalRefunded","discountReceived"}]
    primary key (seller_account, customer_id)
) with (fillfactor = 80);
-- What lists are most often narrowed by stands in the indexes themselves: a filter on it is answered without the tables.
create index customer_summary_created_at on customer.customer_summary (seller_account, created_at, customer_id)
    include (country, newsletter, total_spent, orders);
create index customer_summary_customer on customer.customer_summary (customer_id);
create index customer_summary_total_spent on customer.customer_summary (seller_account, total_spent, customer_id)
    include (country, newsletter, created_at);
create index customer_summary_orders on customer.customer_summary (seller_account, orders, customer_id);
create index customer_summary_last_order_at on customer.customer_summary (seller_account, last_order_at, customer_id);
create index customer_summary_first_order_at on customer.customer_summary (seller_account, first_order_at, customer_id);
create index customer_summary_returned_units on customer.customer_summary (seller_account, returned_units, customer_id)
    where returned_units > 0;
create index customer_summary_discount_received
    on customer.customer_summary (seller_account, discount_received, customer_id) where promo_codes <> '{}';
create index customer_summary_inactive on customer.customer_summary (seller_account, created_at, customer_id)
    where not active;

create function customer.follow_customer() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into customer.customer_summary (customer_id, seller_account, account, active, created_at, newsletter, country)
        select id, '*', account, status = 'active', created_at, newsletter, country from new_rows;
    else
        update customer.customer_summary s
        set account = n.account, active = n.status = 'active', newsletter = n.newsletter, country = n.country
        from new_rows n
        where s.customer_id = n.id and (s.account, s.active, s.newsletter, s.country)
            is distinct from (n.account, n.status = 'active', n.newsletter, n.country);
    end if;
    return null;
end $$;

create trigger customer_added after insert on customer.customer
    referencing new table as new_rows for each statement execute function customer.follow_customer();
create trigger customer_changed after update on customer.customer
    referencing new table as new_rows for each statement execute function customer.follow_customer();

-- Exact totals and sums of the shipped views without counting: every statement appends what it changed, readers add up, and
-- a scheduled job folds the rows. Appending keeps writers from waiting for each other.
create table customer.customer_count (
    seller_account text not null,
    bucket text not null,
    n bigint not null
);
create index customer_count_bucket on customer.customer_count (seller_account, bucket) include (n);

create function customer.measures(s customer.customer_summary) returns table (bucket text, n bigint)
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
        ('sum:total_spent:' || s.currency, s.total_spent),
        ('sum:total_refunded:' || s.currency, s.total_refunded),
        ('sum:discount_received:' || s.currency, s.discount_received)
    ) m (bucket, n) where m.bucket is not null and m.n <> 0 $$;

create function customer.count_summaries() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into customer.customer_count (seller_account, bucket, n)
        select s.seller_account, m.bucket, sum(m.n)
        from new_rows s, customer.measures(s) m group by 1, 2;
    elsif tg_op = 'DELETE' then
        insert into customer.customer_count (seller_account, bucket, n)
        select s.seller_account, m.bucket, -sum(m.n)
        from old_rows s, customer.measures(s) m group by 1, 2;
    else
        insert into customer.customer_count (seller_account, bucket, n)
        select seller_account, bucket, sum(n) from (
            select s.seller_account, m.bucket, m.n from new_rows s, customer.measures(s) m
            union all
            select s.seller_account, m.bucket, -m.n from old_rows s, customer.measures(s) m
        ) change group by 1, 2 having sum(n) <> 0;
    end if;
    return null;
end $$;

create trigger summary_added after insert on customer.customer_summary
    referencing new table as new_rows for each statement execute function customer.count_summaries();
create trigger summary_changed after update on customer.customer_summary
    referencing old table as old_rows new table as new_rows for each statement execute function customer.count_summaries();
create trigger summary_removed after delete on customer.customer_summary
    referencing old table as old_rows for each statement execute function customer.count_summaries();

-- Counts everything anew: after a load that went around the triggers, and for whoever doubts the counts.
create function customer.recount() returns void language plpgsql as $$
begin
    lock table customer.customer_summary in share mode;
    delete from customer.customer_count;
    insert into customer.customer_count (seller_account, bucket, n)
    select s.seller_account, m.bucket, sum(m.n)
    from customer.customer_summary s, customer.measures(s) m group by 1, 2;
end $$;

create function customer.fold_counts() returns bigint language plpgsql as $$
declare
    folded bigint;
begin
    -- One at a time; whoever comes second has nothing to do.
    if not pg_try_advisory_xact_lock(hashtextextended('customer.fold_counts', 0)) then
        return 0;
    end if;
    with gone as (
        delete from customer.customer_count returning seller_account, bucket, n
    ), kept as (
        insert into customer.customer_count (seller_account, bucket, n)
        select seller_account, bucket, sum(n) from gone group by 1, 2 having sum(n) <> 0 returning 1
    )
    select (select count(*) from gone) - (select count(*) from kept) into folded;
    return folded;
end $$;
