-- What callers are told of in the console, and what of it by mail.

create table customer.notification (
    id uuid primary key,                       -- in the order of time
    recipient text not null,                   -- the id of a caller, staff:... or key:...
    kind text not null,
    title text not null,
    customer_id uuid,
    scope text not null,                       -- what the recipient has to hold, to be told and to read it
    seller_accounts text[] not null,           -- in one of these; none: in one of the customer's
    data text not null,                        -- JSON
    key text,
    at timestamptz not null default now(),
    read_at timestamptz
);
create unique index notification_key on customer.notification (recipient, key) where key is not null;
create index notification_recipient on customer.notification (recipient, id);
create index notification_unread on customer.notification (recipient, id) where read_at is null;
create index notification_customer on customer.notification (customer_id) where customer_id is not null;
create index notification_at on customer.notification (at);

create table customer.notification_setting (
    recipient text primary key,
    mail text[] not null,                      -- kinds that come by mail, too: watchlist.order, watchlist.*, *
    muted text[] not null                      -- kinds that are not told at all
);
