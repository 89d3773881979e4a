-- Webhooks that hear of some customers only, and whose secrets are encrypted.

alter table customer.webhook
    add column filter text,                    -- which customers; null: all, and events that are about none
    add column uses uuid[] not null default '{}', -- the segments that it names
    add column behind_from bigint,             -- the first event that waits until the filter can be evaluated again
    add column suspended text;                 -- why it waits
create index webhook_uses on customer.webhook using gin (uses);

-- The key that encrypts a secret, by its id; null: it is not encrypted yet. After a change the old one signs as well for a while.
alter table customer.webhook
    add column secret_key text,
    add column old_secret bytea,
    add column old_secret_key text,
    add column old_secret_until timestamptz;

-- Keys that nodes of this shop have: one that has none of them must not make one of its own.
create table customer.webhook_key (
    id text primary key,
    created_at timestamptz not null default now()
);

-- What is watched, see docs/operations.md.
alter table customer.audit_head
    add column verified_at timestamptz,        -- when the chain was last verified, and what came of it
    add column verified_intact boolean;
alter table customer.segment_touched add column at timestamptz not null default now();
create index webhook_delivery_pending on customer.webhook_delivery (created_at) where state = 'kept';
create index webhook_delivery_dead on customer.webhook_delivery (webhook_id) where state = 'dead';
create index operation_open on customer.operation (state, created_at) where finished_at is null;

-- An import writes thousands of events a second. They have no number yet, so its index need not know them; and they are forgotten in
-- the order of their numbers, so none is needed for the time.
drop index customer.event_number;
drop index customer.event_at;
create unique index event_number on customer.event (number) where number is not null;
