-- Offers, coupons and vouchers, and the orders that codes were used for.

create table cart.offer (
    id uuid primary key,
    name text not null,
    condition jsonb not null,
    effect jsonb not null,
    stacks boolean not null,
    priority integer not null,
    active boolean not null,
    created_at timestamptz not null,
    version bigint not null default 0
);
create index offer_order on cart.offer (priority desc, id);

-- Nodes keep the active offers in memory and ask only whether this has grown.
create table cart.offer_revision (
    revision bigint not null
);
insert into cart.offer_revision values (0);

create table cart.coupon (
    key text constraint coupon__code_taken primary key,  -- the code in lower case
    code text not null,
    name text,
    condition jsonb not null,
    effect jsonb,
    balance bigint check (balance >= 0),         -- of a voucher, in minor units
    currency text,
    uses bigint check (uses > 0),
    uses_per_customer bigint check (uses_per_customer > 0),
    used bigint not null default 0 check (uses is null or used <= uses),
    valid_until timestamptz,
    stacks boolean not null,
    created_at timestamptz not null,
    version bigint not null default 0,
    check ((effect is null) = (balance is not null) and (balance is null) = (currency is null))
);
create index coupon_search on cart.coupon using gin (lower(code || ' ' || coalesce(name, '')) public.gin_trgm_ops);

create table cart.coupon_use (
    id uuid primary key,
    coupon text not null references cart.coupon on delete cascade,
    cart_id uuid not null,
    order_number text not null,
    customer_id uuid,                            -- no reference: the customer is kept by another bundle
    amount bigint not null,
    currency text not null,
    used_at timestamptz not null
);
create index coupon_use_coupon on cart.coupon_use (coupon, customer_id);
create index coupon_use_customer on cart.coupon_use (customer_id) where customer_id is not null;
