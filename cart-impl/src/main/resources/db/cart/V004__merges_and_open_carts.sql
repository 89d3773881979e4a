-- Guests' carts that went into customers', carts that nobody comes back to, and what customers have in open carts.

alter table cart.cart add column merged_into uuid;             -- the cart that its lines went into
create index cart_merged_into on cart.cart (merged_into) where merged_into is not null;

-- Those that may be given up. Small: they leave it by that.
create index cart_idle on cart.cart (changed_at) where status = 'open' and abandoned_at is null and units > 0;
create index cart_total on cart.cart (status, total, id);
create index cart_account on cart.cart (seller_account, status, changed_at, id);

create table cart.cart_merge (
    id uuid primary key,
    from_id uuid not null,
    into_id uuid not null,                       -- the same one if a guest's cart became a customer's
    customer_id uuid,
    seller_account text not null,
    policy text not null,
    buckets jsonb not null,                      -- what became of each line
    from_before jsonb not null,                  -- what an undo gives back
    into_before jsonb not null,
    version_after bigint not null,               -- of the cart that survived
    merged_at timestamptz not null,
    undone_at timestamptz
);
create index cart_merge_from on cart.cart_merge (from_id);
create index cart_merge_into on cart.cart_merge (into_id);
create index cart_merge_customer on cart.cart_merge (customer_id) where customer_id is not null;
create index cart_merge_age on cart.cart_merge (merged_at);

-- No index over what changes with each line: a list of customers joins this table, and would not use one.
create table cart.customer_carts (
    customer_id uuid primary key,                -- no reference: the customer is kept by another bundle
    open_carts bigint not null default 0,
    open_value bigint not null default 0,        -- minor units, of the open carts in the currency
    currency text,
    abandoned bigint not null default 0          -- open carts that nobody came back to
) with (fillfactor = 80);

-- Kept by triggers, so that whoever writes carts keeps it: merges of customers too.
create function cart.count_carts(customer uuid) returns void language plpgsql as $$
declare
    usual text;
begin
    insert into cart.customer_carts (customer_id) values (customer) on conflict do nothing;
    -- The statements after this one see what others committed who held the row before.
    perform from cart.customer_carts where customer_id = customer for no key update;
    select currency into usual from cart.cart
    where customer_id = customer and status = 'open' and currency is not null
    order by changed_at desc, id desc limit 1;
    update cart.customer_carts k
    set open_carts = n.carts, open_value = n.amount, currency = usual, abandoned = n.abandoned
    from (
        select count(*) as carts, count(abandoned_at) as abandoned,
            coalesce(sum(total) filter (where currency = usual), 0) as amount
        from cart.cart where customer_id = customer and status = 'open') n
    where k.customer_id = customer;
end $$;

-- Differences add up in any order; only another currency, or the last cart in one, asks for counting.
create function cart.add_carts(customer uuid, carts integer, amount bigint, of_currency text, idle integer) returns void
language plpgsql as $$
declare
    now_there record;
begin
    update cart.customer_carts
    set open_carts = open_carts + carts, open_value = open_value + amount, abandoned = abandoned + idle
    where customer_id = customer and (amount = 0 or currency = of_currency)
    returning open_carts, open_value into now_there;
    if not found or (carts < 0 and now_there.open_carts > 0 and now_there.open_value = 0) then
        perform cart.count_carts(customer);
    end if;
end $$;

create function cart.customer_cart_changed() returns trigger language plpgsql as $$
declare
    counted boolean := tg_op <> 'INSERT' and old.customer_id is not null and old.status = 'open';
    counts boolean := tg_op <> 'DELETE' and new.customer_id is not null and new.status = 'open';
begin
    if counted and counts and old.customer_id = new.customer_id and (old.currency = new.currency or old.total = 0) then
        perform cart.add_carts(new.customer_id, 0, new.total - old.total, new.currency,
            (new.abandoned_at is not null)::integer - (old.abandoned_at is not null)::integer);
        return null;
    end if;
    if counted then
        perform cart.add_carts(old.customer_id, -1, -old.total, old.currency, -(old.abandoned_at is not null)::integer);
    end if;
    if counts then
        perform cart.add_carts(new.customer_id, 1, new.total, new.currency, (new.abandoned_at is not null)::integer);
    end if;
    return null;
end $$;

create trigger customer_cart_added after insert on cart.cart
    for each row when (new.customer_id is not null) execute function cart.customer_cart_changed();
create trigger customer_cart_changed after update of customer_id, status, currency, total, abandoned_at on cart.cart
    for each row when (coalesce(old.customer_id, new.customer_id) is not null
        and (old.customer_id, old.status, old.currency, old.total, old.abandoned_at is null)
            is distinct from (new.customer_id, new.status, new.currency, new.total, new.abandoned_at is null))
    execute function cart.customer_cart_changed();
create trigger customer_cart_removed after delete on cart.cart
    for each row when (old.customer_id is not null) execute function cart.customer_cart_changed();

select cart.count_carts(customer_id) from (
    select distinct customer_id from cart.cart where status = 'open' and customer_id is not null) c;
