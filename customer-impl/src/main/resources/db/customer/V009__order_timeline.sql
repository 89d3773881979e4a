-- Refunds that were recorded here, erased customers, and what an import refused.

alter table customer.customer add column erased_at timestamptz;

-- Whose customer was erased: what is told of it again is kept without the person, and stays theirs.
alter table customer.orders add column anonymous boolean not null default false;

create index orders_customer_total on customer.orders (customer_id, total, id);

create table customer.refund (
    id uuid primary key,
    order_id uuid not null references customer.orders on delete cascade,
    at timestamptz not null,
    amount bigint not null check (amount > 0),
    reason text,
    lines text not null default '[]',         -- JSON
    named boolean not null default false,     -- by the document, which counts it then
    recorded_by text not null,
    recorded_at timestamptz not null default now()
);
create index refund_order on customer.refund (order_id, at, id);

-- Orders that imports refused, by whom they would have belonged to: SHA-256 of an e-mail address or external id, so that
-- it answers questions about a customer one knows, and no others.
create table customer.refused_order (
    buyer_key bytea not null,
    seller_account text not null,
    number text not null,
    pointer text not null,
    code text not null,
    refused_at timestamptz not null default now(),
    primary key (buyer_key, seller_account, number)
);
create index refused_order_refused_at on customer.refused_order (refused_at);
