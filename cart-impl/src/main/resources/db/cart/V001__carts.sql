-- Products, and carts as whole documents: a cart is read and written as one row, under its lock.

create extension if not exists pg_trgm with schema public;

create table cart.product (
    sku text primary key,
    name text not null,
    price bigint not null check (price >= 0),    -- minor units
    currency text not null,
    prices jsonb not null default '{}',          -- in other currencies: {"EUR": 1200}
    category text,
    brand text,
    active boolean not null default true,
    max_quantity bigint check (max_quantity > 0),
    version bigint not null default 0
);
create index product_name on cart.product (lower(name), sku);
create index product_search on cart.product using gin (lower(sku || ' ' || name) public.gin_trgm_ops);

create table cart.cart (
    id uuid primary key,
    seller_account text not null,
    customer_id uuid,                            -- no reference: the customer is kept by another bundle
    status text not null default 'open' check (status in ('open', 'completed', 'merged', 'expired')),
    currency text,
    country text,
    lines jsonb not null default '[]',
    codes text[] not null default '{}',
    offers jsonb not null default '[]',          -- what applied when it was last written
    hints jsonb not null default '[]',
    attribution jsonb not null default '{}',
    units bigint not null default 0,
    subtotal bigint not null default 0,          -- minor units, as everything below
    discount bigint not null default 0,
    shipping bigint not null default 0,
    tax bigint not null default 0,
    total bigint not null default 0 check (total >= 0),
    created_at timestamptz not null,
    changed_at timestamptz not null,
    abandoned_at timestamptz,                    -- when it was found that nobody came back
    order_number text,
    version bigint not null default 0
) with (fillfactor = 80);
create index cart_customer on cart.cart (customer_id) where customer_id is not null;
create index cart_changed on cart.cart (status, changed_at, id);
