-- Exports that are made again and again.

create table export.schedule (
    id uuid primary key,
    owner text not null,                       -- the id of a caller, as whom it runs
    seller_accounts text[],                    -- to which it keeps; null: all that the owner sees then
    name text not null,
    format text not null,
    options text not null,                     -- JSON
    fields text[] not null,                    -- empty: those of the list
    query text not null,                       -- JSON: q, filter, sort, view
    every text not null constraint schedule__every check (every in ('daily', 'weekly')),
    weekday text,
    at text not null,                          -- HH:mm
    time_zone text not null,
    folder text,                               -- below the one that the operator configured
    webhook boolean not null,
    enabled boolean not null,
    next_at timestamptz not null,
    last_at timestamptz,
    last_export uuid,
    last_problem text,                         -- a code
    created_at timestamptz not null default now(),
    version bigint not null default 0,
    constraint schedule__name_taken unique (owner, name)
);
create index schedule_due on export.schedule (next_at) where enabled;
