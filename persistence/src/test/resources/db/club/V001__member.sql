create table member (
    id   bigint primary key,
    name text not null
);
