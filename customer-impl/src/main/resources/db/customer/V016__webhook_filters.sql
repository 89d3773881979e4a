-- Webhooks that hear of some customers only, and whose secrets are encrypted.

alter table customer.webhook
    add column filter text,                    -- which customers; null: all, and events that are about none
    add column uses uuid[] not null default '{}', -- the segments that it names
    add column behind_from bigint,             -- the first event that waits until the filter can be evaluated again
    add column suspended text;                 -- why it waits
create index webhook_uses on customer.webhook using gin (uses);
