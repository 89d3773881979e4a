-- Who did what. Rows are written with the change, and chained a moment later (ADR 11).

create table customer.audit_entry (
    position bigint generated always as identity primary key,
    at timestamptz not null,
    actor_id text not null,
    actor_name text not null,
    subject text,
    action text not null,
    customer_id uuid,                          -- no reference: it outlives the customer
    target_type text not null,
    target_id text,
    seller_accounts text[] not null,
    request_id text,
    details text not null,                     -- JSON, byte for byte as it was hashed
    number bigint,                             -- in the chain, from 1
    previous bytea,
    hash bytea                                 -- SHA-256
) with (fillfactor = 80);
create unique index audit_entry_number on customer.audit_entry (number);
create index audit_entry_unchained on customer.audit_entry (position) where number is null;
create index audit_entry_customer on customer.audit_entry (customer_id, number);
create index audit_entry_actor on customer.audit_entry (actor_id, number);

-- One row; whoever chains holds its lock.
create table customer.audit_head (
    number bigint not null,
    hash bytea not null,
    signature bytea                            -- HMAC-SHA-256, if there is a key
);
insert into customer.audit_head values (0, decode(repeat('00', 32), 'hex'), null);

create function customer.audit_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.number is null and new.number is not null
        and (old.position, old.at, old.actor_id, old.actor_name, old.subject, old.action, old.customer_id, old.target_type,
            old.target_id, old.seller_accounts, old.request_id, old.details)
        is not distinct from
            (new.position, new.at, new.actor_id, new.actor_name, new.subject, new.action, new.customer_id, new.target_type,
            new.target_id, new.seller_accounts, new.request_id, new.details) then
        return new;
    end if;
    raise exception 'The audit is only appended to.';
end $$;
create trigger audit_append_only before update or delete on customer.audit_entry
    for each row execute function customer.audit_append_only();
create trigger audit_never_emptied before truncate on customer.audit_entry
    for each statement execute function customer.audit_append_only();
