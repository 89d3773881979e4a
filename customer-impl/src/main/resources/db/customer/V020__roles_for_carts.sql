-- Whoever serves customers looks up what is sold and offered.

update customer.staff_role set scopes = scopes || array['products:read', 'offers:read']
where shipped and code in ('customer-service', 'sales-agent', 'analyst') and not 'products:read' = any (scopes);
