-- Whom bulk work is about, fixed when it starts, and what came of each. No foreign key: a check of each of a million rows
-- costs more than the insert, and operations are deleted by their purge only, which takes these rows first.
create table customer.bulk_item (
    operation_id uuid not null,
    position bigint not null,                 -- in the order of ids, which is the order of locks
    customer_id uuid not null,
    outcome text check (outcome in ('changed', 'unchanged', 'failed')),
    code text,
    detail text,
    primary key (operation_id, position)
) with (fillfactor = 80);
create index bulk_item_failed on customer.bulk_item (operation_id, position) where outcome = 'failed';
