-- Logins: passwords, sessions, and the tokens that mails carry. Of tokens only the SHA-256 is kept.

create table customer.account_credential (
    customer_id uuid primary key references customer.customer on delete cascade,
    password text not null,                   -- Argon2id as a PHC string, which tells its parameters
    changed_at timestamptz not null default now()
);

create table customer.account_token (
    customer_id uuid not null references customer.customer on delete cascade,
    purpose text not null check (purpose in ('verify', 'reset', 'email-change')),
    token_hash bytea not null constraint account_token__token_taken unique,
    email text,                               -- the new address of an email-change
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    primary key (customer_id, purpose)        -- a new one replaces the old
);
create index account_token_expiry on customer.account_token (expires_at);

create table customer.account_session (
    id uuid primary key,
    token_hash bytea not null constraint account_session__token_taken unique,
    customer_id uuid not null references customer.customer on delete cascade,
    seller_accounts text[],                   -- of the store key it was begun with; null: all
    created_at timestamptz not null default now(),
    last_used_at timestamptz not null default now(),
    expires_at timestamptz not null
);
create index account_session_customer on customer.account_session (customer_id);
create index account_session_expiry on customer.account_session (expires_at);

-- Buckets of Bucket4j: how often somebody tried. The ids are hashes.
create table customer.account_throttle (
    id text primary key,
    state bytea,
    expires_at bigint
);
create index account_throttle_expiry on customer.account_throttle (expires_at);

-- Whatever deactivates a customer ends all access in the same transaction.
create function customer.end_access() returns trigger language plpgsql as $$
begin
    delete from customer.account_session where customer_id = new.id;
    delete from customer.account_token where customer_id = new.id;
    return null;
end $$;

create trigger customer_deactivated after update of status on customer.customer
    for each row when (old.status = 'active' and new.status <> 'active') execute function customer.end_access();
