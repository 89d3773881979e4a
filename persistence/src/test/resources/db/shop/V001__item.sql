create table item (
    id      bigint primary key,
    version integer not null,
    name    text not null,
    price   numeric(10, 2) not null constraint item__price_negative check (price >= 0),
    constraint item__name_taken unique (name)
);
