-- Accounts, and the ledger that proves them: entries are appended and never changed.

create table loyalty.account (
    customer_id uuid primary key,                -- no reference: the customer is kept by another bundle
    balance bigint not null default 0 check (balance >= 0),
    earned bigint not null default 0,            -- sum of what was credited, less what was taken back
    spent bigint not null default 0,             -- earned - spent = balance
    expiring bigint not null default 0,          -- of the balance, what expires within the configured days; kept by the review
    tier text,
    tier_groups text[] not null default '{}',    -- groups that the customer was put into because of a tier
    referral_code text constraint account__referral_code_taken unique,
    referred_by uuid,
    referral_rewarded boolean not null default false, -- both had their points for it
    birthday_year integer,                       -- of the last birthday reward
    reviewed_at timestamptz not null default now(),
    created_at timestamptz not null default now(),
    version bigint not null default 0,
    check (earned - spent = balance)
);
-- As the attributes sort: in the order of these a list reads a page and not the table.
create index account_points on loyalty.account (coalesce(balance, 0), customer_id);
create index account_lifetime on loyalty.account (coalesce(earned, 0), customer_id);
create index account_expiring on loyalty.account (coalesce(expiring, 0), customer_id);
create index account_tier on loyalty.account (coalesce(tier, ''), customer_id);
create index account_reviewed on loyalty.account (reviewed_at);
create index account_referred on loyalty.account (referred_by) where referred_by is not null;

create table loyalty.entry (
    id uuid primary key,
    customer_id uuid not null,
    kind text not null check (kind in ('order', 'adjustment', 'referral', 'birthday', 'redemption', 'expiry', 'merge')),
    points bigint not null check (points <> 0),
    earns boolean not null,                      -- whether it counts as earned (or taken back from that), else as spent
    balance bigint not null check (balance >= 0),
    reason text,
    order_id uuid,
    actor text not null,                         -- the id of a caller
    at timestamptz not null default clock_timestamp()
);
create index entry_customer on loyalty.entry (customer_id, id);
create index entry_order on loyalty.entry (order_id) where order_id is not null;

-- What an entry credited, and what is left of it. Debits take from the lots that expire first.
create table loyalty.lot (
    entry_id uuid primary key references loyalty.entry on delete cascade,
    customer_id uuid not null,
    points bigint not null check (points > 0),
    remaining bigint not null check (remaining between 0 and points),
    order_id uuid,
    expires_at timestamptz
);
create index lot_customer on loyalty.lot (customer_id, expires_at) where remaining > 0;
create index lot_expires on loyalty.lot (expires_at) where remaining > 0 and expires_at is not null;

-- Which lots a debit took from.
create table loyalty.consumption (
    entry_id uuid not null references loyalty.entry on delete cascade,
    lot_id uuid not null references loyalty.lot on delete cascade,
    points bigint not null check (points > 0),
    primary key (entry_id, lot_id)
);
create index consumption_lot on loyalty.consumption (lot_id);

-- What an order is worth, and what of it was credited. More credited than it is worth by now: the customer had spent it.
create table loyalty.order_points (
    order_id uuid primary key,
    customer_id uuid not null,
    rules_at timestamptz not null,               -- the rules of then hold for it for ever
    factor numeric(9, 4) not null,               -- of the groups of then
    worth bigint not null check (worth >= 0),
    credited bigint not null check (credited >= 0)
);
create index order_points_owed on loyalty.order_points (customer_id) where credited > worth;
create index order_points_customer on loyalty.order_points (customer_id);

-- Changing a rule ends one and begins another, so that what an order is worth does not change behind it.
create table loyalty.rule (
    id uuid not null,
    revision integer not null,
    name text not null,
    definition jsonb not null,
    valid_from timestamptz not null,
    valid_to timestamptz,
    primary key (id, revision)
);

create table loyalty.tier (
    code text primary key,
    name text not null,
    threshold bigint not null constraint tier__threshold_taken unique check (threshold >= 0),
    customer_group text,                         -- whose benefits its members have
    benefits text[] not null default '{}',       -- for people
    version bigint not null default 0
);

create table loyalty.adjustment (
    id uuid primary key,
    customer_id uuid not null,
    points bigint not null check (points <> 0),
    reason text,
    state text not null check (state in ('waiting', 'approved', 'rejected')),
    asked_by text not null,
    asked_at timestamptz not null default now(),
    decided_by text,
    decided_at timestamptz,
    entry_id uuid
);
create index adjustment_waiting on loyalty.adjustment (asked_at) where state = 'waiting';
create index adjustment_customer on loyalty.adjustment (customer_id);

insert into loyalty.rule (id, revision, name, definition, valid_from)
values ('01930000-0000-7000-8000-000000000001', 1, 'A point for each hundred minor units', '{"kind": "amount", "points": 1, "per": 100}',
    '-infinity');

-- How far the review of all accounts is: one row.
create table loyalty.review (
    one boolean primary key default true check (one),
    due_from uuid,                               -- goes on behind this customer; null: at the beginning
    asked_at timestamptz not null default now(), -- a new round is due
    finished_at timestamptz
);
insert into loyalty.review default values;
