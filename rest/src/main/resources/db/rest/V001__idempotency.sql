create table rest.idempotent_answer (
    caller       text        not null,
    key          text        not null,
    request_hash bytea       not null,
    status       smallint    not null,
    headers      jsonb       not null,
    body         bytea       not null,
    created_at   timestamptz not null default now(),
    primary key (caller, key)
);

create index idempotent_answer__created_at on rest.idempotent_answer (created_at);

comment on table rest.idempotent_answer is
    'The answers to requests with an Idempotency-Key, written in the transaction of their effect and kept for a day.';
