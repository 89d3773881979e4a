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
