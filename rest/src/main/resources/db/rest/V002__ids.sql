-- Null for the answers that nodes of the version before keep: these are read as a whole.
alter table idempotent_answer add column ids uuid[];

comment on column idempotent_answer.ids is 'The ids in the body, by which an erasure finds it.';
