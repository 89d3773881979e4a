-- What happened, and whom it is told to.

create table customer.event (
    id uuid primary key,
    type text not null,
    at timestamptz not null,
    customer_id uuid,                          -- no reference: it outlives the customer
    seller_accounts text[] not null,
    data text not null,                        -- JSON
    position bigint generated always as identity, -- as published; of one customer's, the order they happened in
    number bigint                              -- as readers follow it: given after the commit, without gaps
);
create unique index event_number on customer.event (number);
create index event_unnumbered on customer.event (position) where number is null;
create index event_at on customer.event (at) where number is not null;

-- One row; whoever numbers events holds its lock.
create table customer.event_head (
    number bigint not null,                    -- the last one given
    purged bigint not null                     -- the last one forgotten
);
insert into customer.event_head values (0, 0);

create table customer.webhook (
    id uuid primary key,
    url text not null,
    types text[] not null,                     -- customer.registered, customer.*, *
    seller_accounts text[],                    -- of whoever made it; null: all
    enabled boolean not null,
    secret bytea not null,
    created_at timestamptz not null default now(),
    failures integer not null default 0,       -- in a row
    failed_at timestamptz,
    failure text,
    resume_at timestamptz not null default now(), -- after failures nothing is tried before
    version bigint not null default 0
);

create table customer.webhook_delivery (
    id uuid primary key default gen_random_uuid(),
    webhook_id uuid not null references customer.webhook on delete cascade,
    event_id uuid not null,
    type text not null,
    customer_id uuid,
    body text not null,                        -- as it is sent, time after time
    state text not null default 'kept' check (state in ('kept', 'sent', 'dead')),
    attempts integer not null default 0,
    failure text,
    position bigint not null,                  -- the number of the event
    due_at timestamptz not null default now(),
    claim uuid,
    claimed_until timestamptz,
    created_at timestamptz not null default now(),
    finished_at timestamptz
) with (fillfactor = 70);
create index webhook_delivery_due on customer.webhook_delivery (webhook_id, due_at, position) where state = 'kept';
create index webhook_delivery_turn on customer.webhook_delivery (webhook_id, customer_id, position) where state = 'kept';
create index webhook_delivery_list on customer.webhook_delivery (webhook_id, state, created_at, id);
create index webhook_delivery_finished on customer.webhook_delivery (finished_at) where state <> 'kept';
