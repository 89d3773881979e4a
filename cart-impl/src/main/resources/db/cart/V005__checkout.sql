-- Orders that were placed, orders that wait for an approval, and what is delivered again and again.

create sequence cart.order_number;

alter table cart.cart add column held boolean not null default false;  -- waits for an approval: nobody changes it

create table cart.placement (
    cart_id uuid primary key,                    -- no reference: it outlives the cart
    order_number text not null,
    seller_account text not null,
    customer_id uuid not null,                   -- no reference: the customer is kept by another bundle
    payment_method text not null,
    actor text not null,                         -- who checked out: the id of a caller
    customer_ip text,
    purchase_order text,
    placed_at timestamptz not null
);
create index placement_customer on cart.placement (customer_id);

create table cart.approval (
    id uuid primary key,
    cart_id uuid not null references cart.cart on delete cascade,
    customer_id uuid not null,
    company_id uuid not null,
    seller_account text not null,
    state text not null default 'waiting' check (state in ('waiting', 'approved', 'rejected', 'withdrawn')),
    total bigint not null,                       -- minor units
    currency text not null,
    payment_method text not null,
    choices jsonb not null,                      -- what was chosen at checkout; personal
    customer_ip text,
    assisted boolean not null,
    asked_by text not null,
    asked_at timestamptz not null,
    decided_by text,
    decided_at timestamptz,
    reason text,
    order_number text
);
create unique index approval__awaiting_approval on cart.approval (cart_id) where state = 'waiting';
create index approval_cart on cart.approval (cart_id, asked_at);
create index approval_customer on cart.approval (customer_id);
create index approval_company on cart.approval (company_id, asked_at desc, id desc);
create index approval_asked on cart.approval (asked_at desc, id desc);

create table cart.subscription (
    id uuid primary key,
    customer_id uuid not null,
    seller_account text not null,
    order_number text not null,
    sku text not null,
    name text,
    quantity bigint not null,
    unit_price bigint not null,                  -- minor units
    currency text not null,
    schedule jsonb not null,
    attribution jsonb not null,
    started_at timestamptz not null,
    next_at timestamptz not null,
    state text not null default 'recorded' check (state in ('recorded', 'taken', 'ended'))
);
create index subscription_customer on cart.subscription (customer_id);
create index subscription_recorded on cart.subscription (id) where state = 'recorded';
