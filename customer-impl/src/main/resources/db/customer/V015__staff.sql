-- Who works here, and what each may where. Of secrets only hashes are kept.

create table customer.staff (
    id uuid primary key,
    email text not null constraint staff__email_taken unique,
    name text not null,
    locale text,
    state text not null check (state in ('invited', 'active', 'inactive')),
    password text,                            -- Argon2id as a PHC string
    subject text constraint staff__subject_taken unique, -- issuer and subject of the first token that proved the address
    created_at timestamptz not null default now(),
    last_login_at timestamptz,
    version bigint not null default 0
);

create table customer.staff_role (
    code text constraint staff_role__role_taken primary key,
    name text not null,
    scopes text[] not null,
    shipped boolean not null default false,   -- changed by migrations only
    version bigint not null default 0
);

create table customer.staff_grant (
    staff_id uuid not null references customer.staff on delete cascade,
    position integer not null,
    role text constraint staff_grant__in_use references customer.staff_role,
    switched_on text[] not null,
    switched_off text[] not null,
    seller_accounts text[],                   -- null: all
    primary key (staff_id, position)
);
create index staff_grant_role on customer.staff_grant (role);

create table customer.staff_token (
    staff_id uuid primary key references customer.staff on delete cascade, -- a new one replaces the old
    token_hash bytea not null constraint staff_token__token_taken unique,
    expires_at timestamptz not null
);

create table customer.staff_session (
    id uuid primary key,
    token_hash bytea not null constraint staff_session__token_taken unique,
    staff_id uuid not null references customer.staff on delete cascade,
    created_at timestamptz not null default now(),
    last_used_at timestamptz not null default now(),
    expires_at timestamptz not null
);
create index staff_session_staff on customer.staff_session (staff_id);

-- Whatever deactivates somebody ends all access in the same transaction; a link that went to an address they gave up is void.
create function customer.end_staff_access() returns trigger language plpgsql as $$
begin
    delete from customer.staff_token where staff_id = new.id;
    if new.state = 'inactive' then
        delete from customer.staff_session where staff_id = new.id;
    end if;
    return null;
end $$;

create trigger staff_changed after update of state, email on customer.staff
    for each row when (new.state = 'inactive' or old.email <> new.email) execute function customer.end_staff_access();

insert into customer.staff_role (code, name, scopes, shipped) values
    ('administrator', 'Administrator', array['*'], true),
    ('customer-service', 'Customer service', array['customers:read', 'customers.pii:read', 'customers:write',
        'customers:verify', 'orders:read', 'orders:refund', 'segments:read', 'carts:read', 'carts:write', 'loyalty:read',
        'loyalty:write', 'watchlist:read', 'watchlist:write'], true),
    ('sales-agent', 'Sales agent', array['customers:read', 'customers.pii:read', 'customers:write', 'orders:read',
        'segments:read', 'carts:read', 'carts:write', 'carts:assist', 'loyalty:read', 'watchlist:read'], true),
    ('analyst', 'Analyst', array['customers:read', 'orders:read', 'segments:read', 'segments:write', 'carts:read',
        'loyalty:read', 'events:read'], true),
    ('storefront', 'Storefront', array['store:use'], true);
