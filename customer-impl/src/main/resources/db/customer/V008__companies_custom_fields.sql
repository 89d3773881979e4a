-- Addresses to verify, companies, and custom fields that have a type.

alter table customer.address add column verify_after timestamptz;
create index address_verify_after on customer.address (verify_after) where verify_after is not null;
