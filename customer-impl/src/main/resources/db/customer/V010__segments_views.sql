-- Saved sets of customers, and saved lists.

create table customer.segment (
    id uuid primary key,
    name text not null,
    kind text not null check (kind in ('dynamic', 'static')),
    filter text check (kind = 'static' or filter is not null),
    seller_accounts text[] not null,          -- of whoever made it; empty for callers of all
    uses uuid[] not null default '{}',        -- the segments that the filter of a dynamic one names
    members bigint not null default 0,
    members_exact boolean not null default true,
    counted_at timestamptz not null default now(),
    evaluated_at timestamptz,                 -- when segment_member last was what the filter says; null until it first is
    created_at timestamptz not null default now(),
    version bigint not null default 0
);
create index segment_uses on customer.segment using gin (uses);

-- Whose members a static segment has, and whom a dynamic one was last seen to have. The customer is no foreign key: one that is
-- purged is told to have left like any other.
create table customer.segment_member (
    segment_id uuid not null references customer.segment on delete cascade,
    customer_id uuid not null,
    primary key (segment_id, customer_id)
);
create index segment_member_customer on customer.segment_member (customer_id);

-- Customers of whom something changed, so that dynamic segments look at them behind the write. Appending without an index keeps
-- writers from waiting for each other; a customer may be there more than once.
create table customer.segment_touched (customer_id uuid not null);

create function customer.touch_customers() returns trigger language plpgsql as $$
begin
    insert into customer.segment_touched (customer_id) select id from new_rows;
    return null;
end $$;

create function customer.touch_customers_of_rows() returns trigger language plpgsql as $$
begin
    insert into customer.segment_touched (customer_id) select distinct customer_id from touched_rows;
    return null;
end $$;

-- A new customer has a new summary, and one that is gone has lost it.
create trigger customer_touched after update on customer.customer
    referencing new table as new_rows for each statement execute function customer.touch_customers();
create trigger summary_touched_added after insert on customer.customer_summary
    referencing new table as touched_rows for each statement execute function customer.touch_customers_of_rows();
create trigger summary_touched after update on customer.customer_summary
    referencing new table as touched_rows for each statement execute function customer.touch_customers_of_rows();
create trigger summary_touched_removed after delete on customer.customer_summary
    referencing old table as touched_rows for each statement execute function customer.touch_customers_of_rows();
create trigger address_touched_added after insert on customer.address
    referencing new table as touched_rows for each statement execute function customer.touch_customers_of_rows();
create trigger address_touched after update on customer.address
    referencing new table as touched_rows for each statement execute function customer.touch_customers_of_rows();
create trigger address_touched_removed after delete on customer.address
    referencing old table as touched_rows for each statement execute function customer.touch_customers_of_rows();
create trigger company_member_touched_added after insert on customer.company_member
    referencing new table as touched_rows for each statement execute function customer.touch_customers_of_rows();
create trigger company_member_touched after update on customer.company_member
    referencing new table as touched_rows for each statement execute function customer.touch_customers_of_rows();
create trigger company_member_touched_removed after delete on customer.company_member
    referencing old table as touched_rows for each statement execute function customer.touch_customers_of_rows();

create table customer.list_view (
    id uuid primary key,
    owner text not null,                      -- the id of a caller
    name text not null,
    shared boolean not null,
    is_default boolean not null,
    columns text[] not null,
    sort text,
    filter text,
    q text,
    size integer,
    segment_id uuid references customer.segment,
    uses uuid[] not null,                     -- the segments that it names
    created_at timestamptz not null default now(),
    version bigint not null default 0
);
create index list_view_owner on customer.list_view (owner);
create unique index list_view_default on customer.list_view (owner) where is_default;
create index list_view_uses on customer.list_view using gin (uses);
