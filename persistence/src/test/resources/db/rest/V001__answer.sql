CREATE TABLE answer (id int PRIMARY KEY);
