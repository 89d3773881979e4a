-- What points are redeemed for, and when birthdays were looked at last.

create table loyalty.reward (
    id uuid primary key,
    name text not null,
    points bigint not null check (points > 0),
    amount bigint not null check (amount > 0),   -- minor units of what the voucher is worth
    currency text not null,
    active boolean not null default true,
    version bigint not null default 0
);

create table loyalty.redemption (
    id uuid primary key,
    customer_id uuid not null,
    reward_id uuid,                              -- null: points for money in a cart
    points bigint not null check (points > 0),
    amount bigint not null check (amount > 0),
    currency text not null,
    code text not null,                          -- of the voucher
    state text not null default 'active' check (state in ('active', 'cancelled')),
    at timestamptz not null default now()
);
create index redemption_customer on loyalty.redemption (customer_id, id);

alter table loyalty.review add birthdays_on date;
