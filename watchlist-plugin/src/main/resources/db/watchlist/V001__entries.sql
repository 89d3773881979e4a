-- Whom somebody watches.

create table watchlist.entry (
    customer_id uuid not null,                -- no reference: the customer is kept by another bundle
    watcher text not null,                    -- the id of a caller, such as staff:... or key:...
    reason text,
    remind_on date,
    since timestamptz not null default now(),
    primary key (customer_id, watcher)
);
create index entry_watcher on watchlist.entry (watcher, since, customer_id);
