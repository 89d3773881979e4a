-- The other columns that a list shows at first are sorted by as quickly as names and figures are.

create index customer_email_order on customer.customer ((coalesce(email, '')), id);
create index customer_first_name on customer.customer (first_name_sort, id);
create index customer_registered_at on customer.customer ((coalesce(registered_at, '-infinity')), id);
create index customer_summary_country on customer.customer_summary (seller_account, (coalesce(country, '')), customer_id);
