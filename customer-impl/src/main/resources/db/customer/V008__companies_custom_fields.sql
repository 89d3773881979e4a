-- Addresses to verify, companies, and custom fields that have a type.

alter table customer.address add column verify_after timestamptz;
create index address_verify_after on customer.address (verify_after) where verify_after is not null;

create table customer.custom_field (
    name text not null constraint custom_field__custom_field_taken primary key,
    label text not null,
    type text not null check (type in ('text', 'integer', 'decimal', 'boolean', 'date', 'code')),
    choices text[] not null default '{}',
    required boolean not null,
    personal boolean not null,
    version bigint not null default 0
);

-- A custom field as a value of its type, or null if what a customer has is of another one: values may be older than types.
create function customer.custom_text(fields text, name text) returns text
    language sql immutable parallel safe
    as $$ select fields::jsonb ->> name $$;

create function customer.custom_integer(fields text, name text) returns bigint
    language sql immutable parallel safe
    as $$ select case when jsonb_typeof(v) = 'number' then
            case when v::numeric between -9223372036854775808 and 9223372036854775807 and v::numeric = trunc(v::numeric)
                then v::numeric::bigint end end
        from (select fields::jsonb -> name) t (v) $$;

create function customer.custom_decimal(fields text, name text) returns numeric
    language sql immutable parallel safe
    as $$ select case when jsonb_typeof(v) = 'number' then v::numeric end from (select fields::jsonb -> name) t (v) $$;

create function customer.custom_boolean(fields text, name text) returns boolean
    language sql immutable parallel safe
    as $$ select case when jsonb_typeof(v) = 'boolean' then v::boolean end from (select fields::jsonb -> name) t (v) $$;

create function customer.custom_date(fields text, name text) returns date
    language sql immutable parallel safe
    as $$ select case when v ~ '^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$' and v > '0001' then
            case when substr(v, 9)::integer <= date_part('day', make_date(substr(v, 1, 4)::integer, substr(v, 6, 2)::integer, 1)
                    + interval '1 month - 1 day')
                then make_date(substr(v, 1, 4)::integer, substr(v, 6, 2)::integer, substr(v, 9)::integer) end end
        from (select fields::jsonb ->> name) t (v) $$;

create table customer.company (
    id uuid primary key,
    name text not null,
    external_ids text not null default '[]',  -- JSON
    vat_id text,
    approval_amount bigint,
    approval_currency text,
    seller_accounts text[] not null,          -- of whoever made it; empty for callers of all
    version bigint not null default 0
);

create table customer.company_member (
    customer_id uuid not null constraint company_member__in_another_company primary key
        references customer.customer on delete cascade,
    company_id uuid not null references customer.company,
    role text not null check (role in ('admin', 'buyer', 'approver'))
);
create index company_member_company on customer.company_member (company_id, customer_id);
