-- Prices of groups, and of quantities.

create table cart.price_list (
    id text primary key,
    name text not null,
    currency text not null,
    version bigint not null default 0            -- grows with each price, too
);

create table cart.price (
    sku text not null references cart.product on delete cascade,
    price_list text not null references cart.price_list on delete cascade,
    quantities bigint[] not null,                -- from so many on,
    prices bigint[] not null,                    -- one costs so much: minor units of the list's currency
    primary key (sku, price_list),
    check (cardinality(quantities) = cardinality(prices) and cardinality(prices) > 0)
);
create index price_of_list on cart.price (price_list, sku);
