-- Seals what somebody searched for within a link; the same on all nodes.
create table customer.search_key (
    one boolean primary key default true check (one),
    key  bytea not null
);

insert into customer.search_key (key)
values (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
