-- Which alerts an entry does not give, what was reminded of, and lists that are shared.

alter table watchlist.entry
    add muted text[] not null default '{}',    -- order, return, feedback
    add reminded_on date;                      -- the date of which the watcher was reminded last
create index entry_due on watchlist.entry (remind_on) where remind_on is distinct from reminded_on and remind_on is not null;

create table watchlist.list (
    id uuid primary key,
    owner text not null,                       -- the id of a caller
    name text not null,
    everyone boolean not null,                 -- shared with whoever may read watchlists
    created_at timestamptz not null default now(),
    version bigint not null default 0,
    constraint list__name_taken unique (owner, name)
);
create index list_everyone on watchlist.list (name) where everyone;

create table watchlist.list_reader (
    list_id uuid not null references watchlist.list on delete cascade,
    reader text not null,                      -- the id of a caller
    primary key (list_id, reader)
);
create index list_reader_reader on watchlist.list_reader (reader);

create table watchlist.list_item (
    list_id uuid not null references watchlist.list on delete cascade,
    customer_id uuid not null,                 -- no reference: the customer is kept by another bundle
    reason text,
    since timestamptz not null default now(),
    primary key (list_id, customer_id)
);
create index list_item_customer on watchlist.list_item (customer_id);
create index list_item_since on watchlist.list_item (list_id, since, customer_id);
