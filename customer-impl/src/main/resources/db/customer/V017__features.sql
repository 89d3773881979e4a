-- Which features were switched; one that is not here is on.

create table customer.feature_switch (
    feature text primary key,
    title text not null,
    enabled boolean not null,
    changed_at timestamptz not null default now(),
    changed_by text not null
);
