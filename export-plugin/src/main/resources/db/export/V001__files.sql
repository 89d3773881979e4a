-- What was asked for, and the files that came of it.

create table export.file (
    id uuid primary key,                       -- that of the operation which writes it
    owner text not null,                       -- the id of a caller
    seller_accounts text[],                    -- those that the owner saw; null: all
    name text not null,
    format text not null,
    media_type text not null,
    suffix text not null,
    options text not null,                     -- JSON
    fields text[] not null,
    personal text[] not null,                  -- those of the fields that tell who customers are
    missing text[] not null default '{}',      -- what a schedule asks for and is gone
    query text not null,                       -- JSON: q, filter, sort, view
    scope text not null,                       -- page, all, ids
    ids uuid[],
    schedule_id uuid,
    state text not null default 'pending' constraint file__state check (state in ('pending', 'ready', 'failed', 'cancelled', 'expired')),
    rows bigint,
    bytes bigint,
    sha256 text,
    created_at timestamptz not null default now(),
    finished_at timestamptz,
    expires_at timestamptz,
    told boolean not null default false        -- whether it was delivered and its owner knows
);
create index file_owner on export.file (owner, created_at desc, id desc);
create index file_open on export.file (state) where state in ('pending', 'ready');
create index file_age on export.file (created_at);

create table export.chunk (
    file_id uuid not null references export.file on delete cascade,
    part integer not null,
    length integer not null,                   -- of what is in it
    bytes bytea not null,                      -- deflated, each by itself
    primary key (file_id, part)
);
-- Compressed already.
alter table export.chunk alter bytes set storage external;
