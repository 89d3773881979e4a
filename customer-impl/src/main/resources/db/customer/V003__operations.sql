-- Long work, its inputs and what failed in it.

create table customer.operation (
    id uuid primary key,
    kind text not null,
    state text not null check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    parameters text not null,                 -- JSON
    caller text not null,                     -- JSON: on whose behalf it runs
    started_by text not null,
    claim uuid,                               -- of the run that works on it; a run that lost it can do no more steps
    cancel_requested boolean not null default false,
    checkpoint text,
    done bigint not null default 0,
    total bigint,
    result text not null default '{}',        -- JSON
    error_count bigint not null default 0,
    input_size bigint not null default 0,
    created_at timestamptz not null default now(),
    finished_at timestamptz
) with (fillfactor = 70);
create index operation_created_at on customer.operation (created_at, id);
create index operation_started_by on customer.operation (started_by, created_at, id);
create index operation_finished_at on customer.operation (finished_at) where finished_at is not null;

-- Stored piece by piece while it comes in, before there is an operation.
create table customer.operation_input (
    operation_id uuid not null,
    part integer not null,
    bytes bytea not null,
    received_at timestamptz not null default now(),
    primary key (operation_id, part)
);

create table customer.operation_error (
    operation_id uuid not null references customer.operation on delete cascade,
    position bigint not null,
    item text not null,
    pointer text not null,
    code text not null,
    detail text not null,
    primary key (operation_id, position)
);

-- What is due, for db-scheduler: the instance is the id of the operation.
create table customer.operation_task (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamptz,
    picked boolean not null,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures integer,
    last_heartbeat timestamptz,
    version bigint not null,
    priority smallint,
    state text,
    primary key (task_name, task_instance)
);
create index operation_task_execution_time on customer.operation_task (execution_time);
create index operation_task_last_heartbeat on customer.operation_task (last_heartbeat);

-- The same for what recurs, so that long work cannot hold it up.
create table customer.recurring_task (like customer.operation_task including all);

create table customer.import_mapping (
    name text primary key,
    mapping text not null,                    -- JSON
    version bigint not null default 0
);
