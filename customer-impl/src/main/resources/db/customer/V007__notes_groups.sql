-- What staff write about a customer, and the groups that customers are in.

create table customer.note (
    id uuid primary key,
    customer_id uuid not null references customer.customer on delete cascade,
    text text not null,
    author text not null,                     -- the id of a caller
    author_name text not null,
    created_at timestamptz not null,
    version bigint not null default 0
);
create index note_customer on customer.note (customer_id, created_at desc, id desc);

create table customer.customer_group (
    code text not null constraint customer_group__group_taken primary key,
    name text not null,
    kind text not null check (kind in ('wholesale', 'vip', 'corporate', 'regional', 'other')),
    benefits text not null default '{}',      -- JSON
    version bigint not null default 0
);

-- Who is in which group stays in customer.groups; this finds the members.
create index customer_groups on customer.customer using gin (groups);
insert into customer.customer_group (code, name, kind)
select distinct code, code, 'other' from customer.customer, unnest(groups) code;
