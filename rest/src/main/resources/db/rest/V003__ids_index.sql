-- What waits to be sorted in is kept short, since the request that finds it full sorts it in.
create index idempotent_answer__ids on idempotent_answer using gin (ids) with (gin_pending_list_limit = 256);

create index idempotent_answer__without_ids on idempotent_answer (created_at) where ids is null;
