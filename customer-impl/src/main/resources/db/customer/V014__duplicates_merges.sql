-- Who may be the same person, and customers that were made one.

create function customer.match_email(text) returns text
    language sql immutable strict parallel safe
    as $$ select case when domain in ('gmail.com', 'googlemail.com') then replace(name, '.', '') || '@gmail.com'
            else name || '@' || domain end
        from (select split_part(split_part(lower($1), '@', 1), '+', 1), split_part(lower($1), '@', 2)) part (name, domain) $$;

-- The part before the @ as people carry it from one provider to the next; null if it names a role or nobody.
create function customer.match_local_part(text) returns text
    language sql immutable strict parallel safe
    as $$ select case when length(name) >= 5 and name not in ('admin', 'billing', 'contact', 'einkauf', 'hello', 'kontakt',
                'mailbox', 'noreply', 'office', 'order', 'orders', 'sales', 'service', 'support', 'webmaster') then name end
        from (select regexp_replace(split_part(split_part(lower($1), '@', 1), '+', 1), '[^a-z0-9]', '', 'g')) part (name) $$;

-- The last nine digits, however the country is written; null if there are too few to tell anybody apart.
create function customer.match_phone(text) returns text
    language sql immutable strict parallel safe
    as $$ select case when length(digits) >= 7 then right(digits, 9) end
        from (select regexp_replace($1, '\D', '', 'g')) number (digits) $$;

-- Customers that share a key are worth comparing. A hash is enough: whoever shares one by chance is not alike.
create function customer.match_keys(customers uuid[]) returns table (customer_id uuid, key bigint)
    language sql stable parallel safe
    as $$
    with person as (
        select id, email, phone, date_of_birth, customer.fold(last_name) as last_name
        from customer.customer where id = any (customers) and erased_at is null
    ), place as (
        select a.customer_id, a.phone, customer.fold(coalesce(a.last_name, p.last_name)) as last_name,
            coalesce(a.country, '') || ' ' || regexp_replace(lower(a.postal_code), '[^a-z0-9]', '', 'g') as area,
            substring(a.line1 from '\d+') as house
        from customer.address a join person p on p.id = a.customer_id
    )
    select id, hashtextextended(text, 0) from (
        select id, 'email ' || customer.match_email(email) from person
        union select id, 'local ' || customer.match_local_part(email) from person
        union select id, 'phone ' || customer.match_phone(phone) from person
        union select customer_id, 'phone ' || customer.match_phone(phone) from place
        union select customer_id, 'name ' || area || ' ' || left(last_name, 3) from place where last_name <> ''
        union select customer_id, 'house ' || area || ' ' || house from place
        union select id, 'birth ' || date_of_birth || ' ' || left(last_name, 2) from person where last_name <> ''
    ) keys (id, text) where text is not null $$;

-- No foreign keys: a customer that is gone is followed like one that changed.
create table customer.match_key (
    key bigint not null,
    customer_id uuid not null,
    primary key (key, customer_id)
);
create index match_key_customer on customer.match_key (customer_id);

-- Pairs, the smaller id first.
create table customer.duplicate (
    first_id uuid not null,
    second_id uuid not null,
    score real not null,
    reasons text not null,                     -- JSON
    primary key (first_id, second_id)
);
create index duplicate_second on customer.duplicate (second_id);
create index duplicate_score on customer.duplicate (score desc, first_id, second_id);

create table customer.duplicate_dismissal (
    id uuid not null constraint duplicate_dismissal__id_taken unique,
    first_id uuid not null references customer.customer on delete cascade,
    second_id uuid not null references customer.customer on delete cascade,
    dismissed_at timestamptz not null default now(),
    dismissed_by text not null,                -- the id of a caller
    dismissed_by_name text not null,
    primary key (first_id, second_id),
    check (first_id < second_id)
);
create index duplicate_dismissal_second on customer.duplicate_dismissal (second_id);

-- Whom some customers may be the same person as. Keys that too many share tell nobody apart.
create function customer.duplicates_of(customers uuid[])
    returns table (first_id uuid, second_id uuid, score real, reasons text)
    language sql stable set enable_mergejoin = off as $$
    with mine as materialized (
        select m.customer_id, m.key from customer.match_keys(customers) m
        where (select count(*) from (select from customer.match_key k where k.key = m.key limit 51) few) <= 50
    ), pair as materialized (
        select distinct least(m.customer_id, k.customer_id) as first_id, greatest(m.customer_id, k.customer_id) as second_id
        from mine m join customer.match_key k on k.key = m.key and k.customer_id <> m.customer_id
        union
        select least(m.customer_id, k.customer_id), greatest(m.customer_id, k.customer_id)
        from mine m join mine k on k.key = m.key and k.customer_id <> m.customer_id
    ), person as materialized (
        select id, email, date_of_birth,
            nullif(btrim(customer.fold(coalesce(first_name, '') || ' ' || coalesce(last_name, ''))), '') as name,
            array(select customer.match_phone(number) from (select c.phone union
                select a.phone from customer.address a where a.customer_id = c.id) known (number)
                where number is not null) as phones,
            array(select distinct customer.fold(concat_ws(' ', a.line1, a.postal_code, a.city)) from customer.address a
                where a.customer_id = c.id and a.line1 is not null order by 1 limit 20) as addresses
        from customer.customer c
        where id in (select p.first_id from pair p union select p.second_id from pair p) and erased_at is null
    ), alike as (
        select p.first_id, p.second_id, x.email as email, y.email as other_email,
            x.phones && y.phones as phone, x.date_of_birth = y.date_of_birth as birth,
            public.similarity(x.name, y.name) as name,
            (select max(public.similarity(one, other)) from unnest(x.addresses) one, unnest(y.addresses) other) as address
        from pair p join person x on x.id = p.first_id join person y on y.id = p.second_id
    ), reason as (
        select a.first_id, a.second_id, r.* from alike a, lateral (values
            ('email', case when email = other_email then 0.95
                when customer.match_email(email) = customer.match_email(other_email) then 0.85 end),
            ('email-similar', case when name >= 0.4 and customer.match_email(email) <> customer.match_email(other_email)
                and customer.match_local_part(email) = customer.match_local_part(other_email) then 0.5 end),
            ('phone', case when phone then case when name < 0.3 then 0.35 when name >= 0.5 then 0.8 else 0.6 end end),
            ('name-address', case when name >= 0.55 and address >= 0.5 then 0.5 * name + 0.4 * address end),
            ('name-birth-date', case when birth and name >= 0.55 then 0.4 + 0.4 * name end)
        ) r (kind, weight) where r.weight is not null
    )
    select r.first_id, r.second_id, round((1 - exp(sum(ln(1 - r.weight))))::numeric, 2)::real,
        json_agg(json_build_object('kind', r.kind, 'weight', round(r.weight::numeric, 2)) order by r.weight desc, r.kind)::text
    from reason r group by 1, 2 having 1 - exp(sum(ln(1 - r.weight))) >= 0.45 $$;

-- Customers of whom something changed that tells who they are.
create table customer.match_touched (customer_id uuid not null);
insert into customer.match_touched select id from customer.customer;

create function customer.touch_matches() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        insert into customer.match_touched
        select n.id from new_rows n join old_rows o on o.id = n.id
        where (n.email, n.phone, n.first_name, n.last_name, n.date_of_birth, n.erased_at)
            is distinct from (o.email, o.phone, o.first_name, o.last_name, o.date_of_birth, o.erased_at);
    else
        insert into customer.match_touched select id from touched_rows;
    end if;
    if tg_op = 'DELETE' then
        delete from customer.duplicate where first_id in (select id from touched_rows);
        delete from customer.duplicate where second_id in (select id from touched_rows);
    end if;
    return null;
end $$;

create function customer.touch_matches_of_addresses() returns trigger language plpgsql as $$
begin
    insert into customer.match_touched select distinct customer_id from touched_rows;
    return null;
end $$;

create trigger customer_match_added after insert on customer.customer
    referencing new table as touched_rows for each statement execute function customer.touch_matches();
create trigger customer_match_changed after update on customer.customer
    referencing old table as old_rows new table as new_rows for each statement execute function customer.touch_matches();
create trigger customer_match_removed after delete on customer.customer
    referencing old table as touched_rows for each statement execute function customer.touch_matches();
create trigger address_match_added after insert on customer.address
    referencing new table as touched_rows for each statement execute function customer.touch_matches_of_addresses();
create trigger address_match_left after update on customer.address
    referencing old table as touched_rows for each statement execute function customer.touch_matches_of_addresses();
create trigger address_match_changed after update on customer.address
    referencing new table as touched_rows for each statement execute function customer.touch_matches_of_addresses();
create trigger address_match_removed after delete on customer.address
    referencing old table as touched_rows for each statement execute function customer.touch_matches_of_addresses();

-- Merges, and what they moved (ADR 12).

create table customer.merge (
    id uuid primary key,
    into_id uuid not null,                     -- no reference: it may be merged on
    merged_at timestamptz not null default now(),
    merged_by text not null,                   -- the id of a caller
    merged_by_name text not null,
    undone_at timestamptz,
    undone_by_name text,
    state text not null default 'done' check (state in ('done', 'undone', 'expired', 'erased')),
    into_seller_accounts text[] not null,      -- that it belonged to before
    before text,                               -- JSON: the survivor's row; only while it can be undone
    after text
);
create index merge_into on customer.merge (into_id, merged_at, id);
create index merge_due on customer.merge (merged_at) where state = 'done';

-- Who was merged, in whichever merge.
create table customer.merge_source (
    merge_id uuid not null references customer.merge on delete cascade,
    position integer not null,
    customer_id uuid not null,
    reference text not null,
    seller_accounts text[] not null,
    primary key (merge_id, position)
);
create index merge_source_customer on customer.merge_source (customer_id);

-- Who is part of another customer now.
create table customer.merged (
    from_id uuid primary key,
    into_id uuid not null,
    merge_id uuid not null references customer.merge on delete cascade,
    email text,                                -- under which orders still come; null once the survivor is erased
    account boolean not null
);
create index merged_into on customer.merged (into_id);
create index merged_email on customer.merged (email);

-- What was moved, in that order, with what is needed to give it back.
create table customer.merge_entry (
    merge_id uuid not null references customer.merge on delete cascade,
    position bigint generated always as identity,
    from_id uuid not null,
    contributor text not null,
    kind text not null check (kind in ('moved', 'aside', 'noted')),
    name text not null,                        -- of the table, or as the contributor calls it
    customer_column text not null default '',
    key_columns text[] not null default '{}',
    content jsonb not null,                    -- the keys, the rows, or what was noted
    primary key (merge_id, position)
);

-- Who a merged customer is now; null if it was not merged.
create function customer.survivor(uuid) returns uuid language sql stable parallel safe as $$
    with recursive onward as (
        select into_id, 1 as step from customer.merged where from_id = $1
        union all
        select m.into_id, o.step + 1 from onward o join customer.merged m on m.from_id = o.into_id
    )
    select into_id from onward order by step desc limit 1 $$;

-- Everybody who is part of a customer.
create function customer.merged_into(uuid) returns setof uuid language sql stable parallel safe as $$
    with recursive part as (
        select from_id from customer.merged where into_id = $1
        union
        select m.from_id from part p join customer.merged m on m.into_id = p.from_id
    )
    select from_id from part $$;

-- Those of some e-mail addresses that now lead to another customer. An account that has the address since comes first.
create function customer.former_emails(emails text[]) returns table (email text, customer_id uuid, account boolean)
    language sql stable parallel safe as $$
    select distinct on (m.email) m.email, customer.survivor(m.from_id), m.account
    from customer.merged m join customer.merge g on g.id = m.merge_id
    where m.email = any (emails)
        and not exists (select from customer.customer c where c.account and c.email = m.email)
    order by m.email, g.merged_at desc, g.id desc $$;

-- What merged customers were called: their references and e-mail addresses. The search finds the survivor by them.
alter table customer.customer add column former_refs text not null default '';

create function customer.keep_former_refs() returns trigger language plpgsql as $$
begin
    if position(new.former_refs in new.external_refs) = 0 then
        new.external_refs := new.external_refs || E'\n' || new.former_refs;
    end if;
    return new;
end $$;
create trigger customer_former_refs before update of external_refs, former_refs on customer.customer
    for each row when (new.former_refs <> '') execute function customer.keep_former_refs();

-- The survivor was erased: nothing is kept of those who are part of it but their ids.
create function customer.forget_merged(uuid) returns void language sql as $$
    update customer.merged set email = null where from_id in (select customer.merged_into($1));
    delete from customer.merge_entry e using customer.merge g
        where g.id = e.merge_id and g.into_id in (select $1 union select customer.merged_into($1));
    update customer.merge set before = null, after = null, state = case state when 'done' then 'erased' else state end
        where into_id in (select $1 union select customer.merged_into($1));
    update customer.customer set former_refs = '', external_refs = '' where id = $1 $$;
