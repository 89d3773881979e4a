create table customer.api_key (
    id uuid primary key,
    name text not null,
    token_hash bytea not null constraint api_key__token_taken unique, -- SHA-256
    scopes text[] not null,
    seller_accounts text[],                   -- null: all
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz
);
