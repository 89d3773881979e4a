create table loyalty.account (
    customer_id uuid not null,
    clerk text not null default '',
    points integer not null,
    expires_on date,
    primary key (customer_id, clerk)
);
